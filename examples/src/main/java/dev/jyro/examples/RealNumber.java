package dev.jyro.examples;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a finite number within bounds; the message of an error says what was found and allowed. */
public abstract class RealNumber implements ITypeConverter<Double> {
  private final String needed;

  private RealNumber(String needed) {
    this.needed = needed;
  }

  abstract boolean allows(double number);

  @Override
  public final Double convert(String text) {
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number) && allows(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below fits.
    }
    throw new TypeConversionException("found '%s', needed a number %s".formatted(text, needed));
  }

  /** Greater than 0. */
  public static final class Positive extends RealNumber {
    /** For picocli. */
    public Positive() {
      super("greater than 0");
    }

    @Override
    boolean allows(double number) {
      return number > 0;
    }
  }

  /** 0 or greater. */
  public static final class NonNegative extends RealNumber {
    /** For picocli. */
    public NonNegative() {
      super("from 0");
    }

    @Override
    boolean allows(double number) {
      return number >= 0;
    }
  }
}
