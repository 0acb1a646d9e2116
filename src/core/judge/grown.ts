/** A column that holds at least `length` cells: the same one, or a copy with room to spare whose new cells are `fill`. */
export function grown(column: Float64Array<ArrayBuffer>, length: number, fill = 0): Float64Array<ArrayBuffer> {
  if (column.length >= length) return column;
  const longer = new Float64Array(Math.max(length, column.length * 2)).fill(fill, column.length);
  longer.set(column);
  return longer;
}

/** As `grown`, in single precision, new cells 0. */
export function grownSingle(column: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  if (column.length >= length) return column;
  const longer = new Float32Array(Math.max(length, column.length * 2));
  longer.set(column);
  return longer;
}
