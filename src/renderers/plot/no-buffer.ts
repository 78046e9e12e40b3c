/** Node's buffers, by whose name Plotly's pool of arrays asks without making one in a browser. */
export const Buffer = { isBuffer: (): boolean => false };
