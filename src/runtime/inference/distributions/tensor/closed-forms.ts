import { stack, type Tensor } from "../../../core/tf.ts";
import { deviance, digammaExcess, stirlingError } from "./special.ts";

/** Parameters by name, as the factory of the family takes them. */
type Of = Readonly<Record<string, Tensor>>;

/** KL(p || q) of two of one family, by its name. */
export const closedForms: ReadonlyMap<string, (p: Of, q: Of) => Tensor> = new Map([
  ["normal", normalKl],
  ["log-normal", normalKl],
  ["diagonal normal", (p, q) => normalKl(p, q).sum(-1)],
  ["laplace", laplaceKl],
  ["exponential", (p, q) => gammaKl(p.rate.onesLike(), q.rate.onesLike(), q.rate.div(p.rate))],
  ["gamma", (p, q) => gammaKl(p.concentration, q.concentration, q.rate.div(p.rate))],
  ["inverse gamma", (p, q) => gammaKl(p.concentration, q.concentration, q.scale.div(p.scale))],
  ["beta", (p, q) => dirichletKl(betaAs(p), betaAs(q))],
  ["dirichlet", (p, q) => dirichletKl(p.concentration, q.concentration)],
  ["bernoulli", bernoulliKl],
  ["categorical", categoricalKl],
  ["poisson", (p, q) => deviance(p.rate, q.rate)],
]);

function normalKl(p: Of, q: Of): Tensor {
  const ratio = p.scale.div<Tensor>(q.scale).square<Tensor>();
  const off = p.location.sub<Tensor>(q.location).div<Tensor>(q.scale).square<Tensor>();
  return deviance(ratio.onesLike(), ratio).add<Tensor>(off).mul(0.5);
}

function laplaceKl(p: Of, q: Of): Tensor {
  const off = p.location.sub<Tensor>(q.location).abs<Tensor>();
  const far = off.div<Tensor>(p.scale).neg<Tensor>().exp<Tensor>().mul<Tensor>(p.scale).add<Tensor>(off);
  return q.scale.div<Tensor>(p.scale).log<Tensor>().add<Tensor>(far.div(q.scale)).sub(1);
}

/** KL(Gamma(a, 1) || Gamma(c, ratio)), as the same in float64, kl/gamma-family.ts. */
function gammaKl(a: Tensor, c: Tensor, ratio: Tensor): Tensor {
  const logs = c.log<Tensor>().sub<Tensor>(a.log()).mul<Tensor>(-0.5);
  const errors = stirlingError(c).sub<Tensor>(stirlingError(a));
  const rest = deviance(c, a.mul(ratio));
  return a.sub<Tensor>(c).mul<Tensor>(digammaExcess(a)).add<Tensor>(errors).add<Tensor>(logs).add(rest);
}

function dirichletKl(a: Tensor, c: Tensor): Tensor {
  const own = gammaKl(a, c, a.onesLike()).sum(-1);
  const total = a.sum(-1);
  return own.sub(gammaKl(total, c.sum(-1), total.onesLike()));
}

const betaAs = ({ alpha, beta }: Of): Tensor => {
  const zeros = alpha.zerosLike().add<Tensor>(beta.zerosLike());
  return stack([alpha.add<Tensor>(zeros), beta.add<Tensor>(zeros)], -1);
};

function bernoulliKl({ logit: p }: Of, { logit: q }: Of): Tensor {
  const own = p.sigmoid<Tensor>().mul<Tensor>(p.sub(q));
  return own.sub<Tensor>(p.softplus<Tensor>()).add(q.softplus());
}

function categoricalKl({ logits: p }: Of, { logits: q }: Of): Tensor {
  const logs = p.logSoftmax<Tensor>().sub<Tensor>(q.logSoftmax());
  return p.softmax<Tensor>().mul<Tensor>(logs).sum(-1);
}
