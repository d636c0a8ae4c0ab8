package dev.jyro.random;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A source of randomness that is a value: the same noise gives the same numbers, every time.
 *
 * <p>Noise is a key. From one key come any number of independent others, by name or by number, and
 * in no particular order: {@code noise.at("weights")}, {@code noise.at(3)}. A sample site draws
 * from the key (seed, site's name, visit), so that its draw does not depend on what else the model
 * draws, in which order, on which thread, or how handlers are nested.
 *
 * <p>Whoever needs two independent draws takes two keys; two calls on one key give the same
 * numbers.
 *
 * <p>The numbers come from xoshiro256++ (Blackman and Vigna 2021), its state filled from the key by
 * SplitMix64 (Steele, Lea and Flood 2014); normals by the modified ziggurat (McFarland 2016).
 * Immutable and safe for any number of threads.
 */
public final class Noise {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final Noise PROCESS = drawn();
  private static final int BLOCK = 1 << 10;
  private static final AtomicLong BLOCKS = new AtomicLong();
  private static final ThreadLocal<Numbers> NUMBERS = ThreadLocal.withInitial(Numbers::new);

  private final long high;
  private final long low;

  private Noise(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** The noise of a seed. */
  public static Noise of(long seed) {
    return new Noise(mix(seed), mix(seed + GOLDEN));
  }

  /**
   * Noise that no other run and no other call has.
   *
   * <p>The process draws a root once, of 128 bits, from the system's entropy: two processes share
   * it with a chance of one in 2^128. A call takes the root's noise of a number that is dealt only
   * once: each thread deals from a block of its own, and takes the next block of the process when
   * it is used up. Different numbers give different keys, as {@link #at(long)} is one-to-one.
   */
  public static Noise fresh() {
    return PROCESS.at(NUMBERS.get().next());
  }

  /** The independent noise of this name. */
  public Noise at(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return derived(mix(hash) ^ name.length());
  }

  /** The independent noise of this number. */
  public Noise at(long number) {
    return derived(mix(number) + GOLDEN);
  }

  /** Standard normal numbers. */
  public Tensor normal(Shape shape, DataType type) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(generator());
    return Tensor.filled(shape, type, normal::sample);
  }

  /**
   * Uniform numbers in the open interval (0, 1): never 0 and, rounded to the type, never 1, so that
   * their logarithms are finite.
   */
  public Tensor uniform(Shape shape, DataType type) {
    UniformRandomProvider generator = generator();
    return type == DataType.FLOAT64
        ? Tensor.filled(shape, type, () -> inside(generator.nextLong()))
        : Tensor.filled(shape, type, () -> ((generator.nextInt() >>> 9) + 0.5f) * 0x1p-23f);
  }

  /** Numbers of the exponential distribution with rate 1. */
  public Tensor exponential(Shape shape, DataType type) {
    ZigguratSampler.Exponential exponential = ZigguratSampler.Exponential.of(generator());
    return Tensor.filled(shape, type, exponential::sample);
  }

  /** Numbers that have this quantile function; computed in double precision, then rounded. */
  public Tensor ofQuantile(Shape shape, DataType type, DoubleUnaryOperator quantile) {
    UniformRandomProvider generator = generator();
    return Tensor.filled(shape, type, () -> quantile.applyAsDouble(inside(generator.nextLong())));
  }

  /** Uniform in the open interval (0, 1). */
  private static double inside(long bits) {
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }

  /** A generator for samplers of Commons RNG, at its start. */
  public UniformRandomProvider generator() {
    long state = high ^ Long.rotateLeft(low, 17);
    return new XoShiRo256PlusPlus(
        mix(state), mix(low + GOLDEN), mix(high ^ GOLDEN), mix(state + low + high) | 1);
  }

  /** A seed for a generator elsewhere. */
  public long seed() {
    return mix(high + Long.rotateLeft(low, 31));
  }

  private static Noise drawn() {
    SecureRandom entropy = new SecureRandom();
    return new Noise(entropy.nextLong(), entropy.nextLong());
  }

  private Noise derived(long key) {
    long left = mix(high ^ key);
    return new Noise(left, mix(low + Long.rotateLeft(key, 23) + left));
  }

  /** SplitMix64's finaliser: Stafford's variant 13. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** The numbers that one thread deals. */
  private static final class Numbers {
    private long next;
    private long end;

    long next() {
      if (next == end) {
        next = BLOCK * BLOCKS.getAndIncrement();
        end = next + BLOCK;
      }
      return next++;
    }
  }
}
