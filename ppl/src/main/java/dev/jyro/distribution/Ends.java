package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;

/** The numbers of a type that are next to 0 and to 1 within the unit interval. */
record Ends(double least, double most) {
  private static final Ends FLOAT32 = new Ends(Float.MIN_NORMAL, Math.nextDown(1f));
  private static final Ends FLOAT64 = new Ends(Double.MIN_NORMAL, Math.nextDown(1.0));

  static Ends of(DataType type) {
    return type == DataType.FLOAT64 ? FLOAT64 : FLOAT32;
  }
}
