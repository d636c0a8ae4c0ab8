package dev.jyro.examples.generate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Two whole numbers with a comma between them, such as {@code 3,8}.
 *
 * @param first the one before the comma
 * @param second the one after it
 */
record TwoNumbers(int first, int second) {
  /** Reads them. */
  static final class Reader implements ITypeConverter<TwoNumbers> {
    private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

    @Override
    public TwoNumbers convert(String text) {
      Matcher found = FORM.matcher(text);
      if (!found.matches()) {
        throw new TypeConversionException(
            "found '%s', needed two whole numbers from 0, such as 3,8".formatted(text));
      }
      return new TwoNumbers(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    }
  }
}
