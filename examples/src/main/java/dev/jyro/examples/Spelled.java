package dev.jyro.examples;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Finds the constant that is spelled so, in small letters or large; the message of an error says
 * what was found and what there is.
 *
 * @param <E> the choices
 */
public abstract class Spelled<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] choices;

  /** Among all constants of a type. */
  protected Spelled(Class<E> type) {
    this.choices = type.getEnumConstants();
  }

  @Override
  public final E convert(String text) {
    return Arrays.stream(choices)
        .filter(choice -> choice.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException("found '%s', needed %s".formatted(text, allChoices())));
  }

  private String allChoices() {
    String list =
        Arrays.stream(choices)
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return list.replaceFirst(", ([^,]*)$", " or $1");
  }
}
