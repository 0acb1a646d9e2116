/** The first rendering of at most `largestBytes` as JSON, of those that `render` gives from whole to least; else the least. */
export function fitting<Extent, Body>(
  extents: readonly [Extent, ...Extent[]],
  render: (extent: Extent) => Body,
  largestBytes: number,
): Body {
  const [whole, ...lessAndLess] = extents;
  let body = render(whole);
  for (const extent of lessAndLess) {
    if (Buffer.byteLength(JSON.stringify(body)) <= largestBytes) break;
    body = render(extent);
  }
  return body;
}
