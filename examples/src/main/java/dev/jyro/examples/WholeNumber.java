package dev.jyro.examples;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number within bounds; the message of an error says what was found and allowed. */
public abstract class WholeNumber<N extends Number> implements ITypeConverter<N> {
  private final long least;
  private final long most;

  private WholeNumber(long least, long most) {
    this.least = least;
    this.most = most;
  }

  /** Reads the number as a long. */
  final long read(String text) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Not a number, or one past all bounds: the message below fits both.
    }
    throw new TypeConversionException(
        "found '%s', needed a whole number from %d to %d".formatted(text, least, most));
  }

  /** From 1. */
  public static final class Positive extends WholeNumber<Integer> {
    /** For picocli. */
    public Positive() {
      super(1, Integer.MAX_VALUE);
    }

    @Override
    public Integer convert(String text) {
      return Math.toIntExact(read(text));
    }
  }

  /** From 0. */
  public static final class NonNegative extends WholeNumber<Integer> {
    /** For picocli. */
    public NonNegative() {
      super(0, Integer.MAX_VALUE);
    }

    @Override
    public Integer convert(String text) {
      return Math.toIntExact(read(text));
    }
  }

  /** Any that fits 64 bits. */
  public static final class Any extends WholeNumber<Long> {
    /** For picocli. */
    public Any() {
      super(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public Long convert(String text) {
      return read(text);
    }
  }
}
