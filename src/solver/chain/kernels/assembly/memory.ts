/** Numbers of the shared memory: `p` is where an array begins, `k` counts its numbers. */

export function at(p: usize, k: i32): f64 {
  return load<f64>(p + ((<usize>k) << 3));
}

export function put(p: usize, k: i32, value: f64): void {
  store<f64>(p + ((<usize>k) << 3), value);
}

export function index(p: usize, k: i32): i32 {
  return load<i32>(p + ((<usize>k) << 2));
}

/** Two numbers from the `k`-th on. */
export function pair(p: usize, k: i32): v128 {
  return v128.load(p + ((<usize>k) << 3));
}

export function putPair(p: usize, k: i32, value: v128): void {
  v128.store(p + ((<usize>k) << 3), value);
}

/** Sum of the two numbers. */
export function both(value: v128): f64 {
  return f64x2.extract_lane(value, 0) + f64x2.extract_lane(value, 1);
}
