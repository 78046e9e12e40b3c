"""Writes clip-values.json beside this file: what transformers' CLIPModel makes of pixels and ids with weights by a formula, at
small sizes; the names and shapes of ViT-B/32; what its tokenizer makes of strange texts with a vocabulary of a few merges; and
what its image processor makes of pictures. With a folder as its argument it writes there instead, and beside it the models and
the tokenizer as transformers saves them. Needs torch, transformers, pillow; the tests need only what it wrote."""

import hashlib
import json
import math
import sys
import tempfile
from pathlib import Path

import numpy
import torch
import transformers
from PIL import Image
from transformers import CLIPConfig, CLIPModel, CLIPTokenizer

try:
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil as Processor
except ImportError:
    from transformers import CLIPImageProcessor as Processor

PARTS = {
    "vision_config": {"hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2, "image_size": 12, "patch_size": 4},
    "text_config": {"hidden_size": 12, "intermediate_size": 20, "num_hidden_layers": 2, "num_attention_heads": 3, "vocab_size": 40, "max_position_embeddings": 10, "bos_token_id": 38, "pad_token_id": 1},
}
# The end's id as newer files have it, with a pad that is another; and 2, as older ones say, where the largest id counts.
VARIANTS = {"quick_gelu": {"eos_token_id": 39}, "gelu": {"eos_token_id": 2, "hidden_act": "gelu"}}
# 39 is the end; the last has an id behind the end that is not to count.
TEXTS = [[38, 5, 7, 11, 39, 1, 1, 1], [38, 39, 1, 1, 1, 1, 1, 1], [38, 1, 2, 3, 4, 2, 0, 39], [38, 30, 39, 39, 39, 20, 39, 3]]


def model(variant):
    options = VARIANTS[variant]
    vision = {**PARTS["vision_config"], **{k: v for k, v in options.items() if k == "hidden_act"}}
    config = CLIPConfig(text_config={**PARTS["text_config"], **options}, vision_config=vision, projection_dim=8)
    return CLIPModel(config).eval()


@torch.no_grad()
def fill(net):
    """Of tensor i, by the order of their names, the k-th number."""
    for i, (name, tensor) in enumerate(sorted(net.state_dict().items())):
        if name.endswith("position_ids"):
            continue
        k = torch.arange(tensor.numel(), dtype=torch.float64)
        values = torch.sin(0.7 * k + i) * math.sqrt(3 / (tensor[0].numel() if tensor.dim() > 1 else 1))
        if "norm" in name and name.endswith("weight"):
            values = 1 + 0.3 * torch.sin(k + i)
        elif tensor.dim() < 2:
            values = 0.2 * torch.sin(k + i)
        tensor.copy_(values.reshape(tensor.shape))


@torch.no_grad()
def embeddings(net, texts):
    n = torch.arange(3 * 3 * 12 * 12, dtype=torch.float64)
    pixels = torch.sin(0.37 * n).reshape(3, 12, 12, 3).permute(0, 3, 1, 2)
    out = net(input_ids=torch.tensor(texts), pixel_values=pixels)
    raw = [net.get_image_features(pixels), net.get_text_features(torch.tensor(texts))]
    images, texts = (getattr(one, "pooler_output", one) for one in raw)
    return {"images": images.tolist(), "texts": texts.tolist(), "logits": out.logits_per_image.tolist()}


def names(net):
    lines = sorted(f"{name} {list(t.shape)}" for name, t in net.state_dict().items() if not name.endswith("position_ids"))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


# --- the tokenizer ---

SAMPLES = """the quick brown fox jumps over the lazy dog a photo depicts the tower of the town in the snow
don't can't they're we've i'm she'll he'd it's naïve café über straße größe élève ελληνικός σοφός привет мир
日本語 日本 東京 한국어 हिन्दी ไทย 😀😀 ... !!! -- 2024 1999 the then there other another mother rather"""


def byte_symbols():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in printable]
    return {b: chr(b) if b in printable else chr(256 + others.index(b)) for b in range(256)}


def vocabulary(count):
    """Merges by the most frequent pair, the first in order where there are several."""
    table = byte_symbols()
    words = []
    for word in SAMPLES.split():
        symbols = [table[b] for b in word.encode()]
        words.append([*symbols[:-1], symbols[-1] + "</w>"])
    merges = []
    while len(merges) < count:
        pairs = {}
        for word in words:
            for pair in zip(word, word[1:]):
                pairs[pair] = pairs.get(pair, 0) + 1
        if not pairs:
            break
        best = max(sorted(pairs), key=pairs.get)
        merges.append(" ".join(best))
        for word in words:
            i = 0
            while i + 1 < len(word):
                if (word[i], word[i + 1]) == best:
                    word[i : i + 2] = ["".join(best)]
                i += 1
    symbols = list(table.values())
    tokens = [*symbols, *(s + "</w>" for s in symbols), *(m.replace(" ", "") for m in merges)]
    tokens = [*dict.fromkeys(tokens), "<|startoftext|>", "<|endoftext|>"]
    return {token: i for i, token in enumerate(tokens)}, merges


STRANGE = [
    "A photo depicts THE tower", "don't CAN'T they'RE we've I'M she'll he'd IT'S 'sister ''s", "  spaces \t\n and\r\nlines  ", "",
    "   ", "2024 is 12.5% more: ½ ² Ⅻ ٣ 三", "naïve café", "nai\u0308ve cafe\u0301", "A\u030a \u212b \u2126 \ufb01 Ǆ ǅ",
    "ΣΟΦΌΣ Σ ΕΛΛΗΝΙΚΌΣ", "İstanbul ISTANBUL ı I\u0307", "STRASSE straße ẞ", "日本語の東京 한국어 हिन्दी ไทย", "ᾈ ᾼ Ω ʼN ŉ",
    "😀😀 👩‍👩‍👧‍👦 🏳️‍🌈 ☃️", "a\u00a0b\u2003c\u3000d\u1680e\u202ff\u205fg", "a\u0085b a\u200bb a\ufeffb a\u180eb a\u2028b a\u2029b",
    "a\u001cb a\u001db a\u001eb a\u001fb a\u000bb a\u000cb", "a\u0000b \u0001 \u007f \u009f \u00ad", "\u202e reversed \u200f rtl عربي שלום",
    "e\u0301\u0302\u0303\u0304 zalgo t\u0334\u0321h\u0335e", "\U0001d400\U0001d56c \U00010400\U00010428 𝟘𝟙", "\ufffd \ue000 \U000f0000",
    "<|endoftext|>", "the <|startoftext|> other<|endoftext|>mother", "<|ENDOFTEXT|> <|StartOfText|>!! a<|ENDOFTEXT|>b !<|ENDOFTEXT|>", "<|endoftext",
    "a</w>b </w> <w>", "...!!! --- ?!?! #hash @at $5 (a) [b] {c} a_b a-b a/b \\ `", "“quotes” ‘it’s’ it’s – — …", "&amp; &lt;b&gt; Ã©",
    "the " * 90, "thethethe " * 40, "supercalifragilisticexpialidocious" * 3, "x" * 200, "\u1e9b\u0323 \u0344 \uac00\u11a8 \u1100\u1161\u11a8", "ǰ ΐ ﬀ ﬃ K Å",
]


def tokenized(folder):
    vocab, merges = vocabulary(260)
    (folder / "vocab.json").write_text(json.dumps(vocab))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n")
    tokenizer = CLIPTokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder / "saved")
    cases = [{"text": text, "ids": tokenizer(text, truncation=True, max_length=77)["input_ids"]} for text in STRANGE]
    return {"merges": merges, "cases": cases}


# --- the image processor ---

def processed(height, width):
    y, x, c = numpy.meshgrid(*(numpy.arange(n) for n in (height, width, 3)), indexing="ij")
    picture = numpy.round(127.5 + 127.5 * numpy.sin(0.3 * y + 0.17 * x * (c + 1) + c)).astype(numpy.uint8)
    processor = Processor(size={"shortest_edge": 24}, crop_size={"height": 24, "width": 24})
    made = processor(Image.fromarray(picture), return_tensors="np")["pixel_values"][0]
    flat = made.transpose(1, 2, 0).reshape(-1).astype(numpy.float64)
    weights = numpy.cos(numpy.arange(flat.size))
    return {"from": [height, width], "some": flat[::111].tolist(), "projection": float((flat * weights).sum())}


folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
table = {"torch": torch.__version__, "transformers": transformers.__version__, "texts": TEXTS, "variants": {}}
for variant in VARIANTS:
    net = model(variant)
    fill(net)
    config = json.loads(net.config.to_json_string())
    table["variants"][variant] = {"config": config, "names": names(net), **embeddings(net.double(), TEXTS)}
    if folder:
        net.float().save_pretrained(folder / variant)
with torch.device("meta"):
    table["base"] = names(CLIPModel(CLIPConfig()))
with tempfile.TemporaryDirectory() as temporary:
    table["tokenizer"] = tokenized(folder or Path(temporary))
table["pictures"] = [processed(*size) for size in [(24, 24), (32, 32), (50, 31), (17, 40), (24, 47), (9, 9)]]
at = folder / "values.json" if folder else Path(__file__).with_suffix(".json")
at.write_text(json.dumps(table, indent=1, ensure_ascii=True) + "\n")
