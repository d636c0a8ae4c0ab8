package dev.jyro.examples.draw;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code draw}. */
@Command(
    name = "draw",
    description = {
      "Draws a program: its plate diagram, or the shapes of its sites.",
      "Prints it as text, such as for 'dot -Tpng'."
    })
public final class DrawCommand implements Runnable {
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      converter = ByName.class,
      description = "One of vae, vae-guide, regression, regression-guide, schools, schools-guide.")
  private @Nullable Subject<?> subject;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "mermaid",
      converter = Spelled.class,
      description = "dot, mermaid or table. Default: mermaid.")
  private Format format = Format.MERMAID;

  @Override
  public void run() {
    if (spec != null && subject != null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(subject.draw(format));
      out.flush();
    }
  }

  /** Finds the program of a name. */
  static final class ByName implements ITypeConverter<Subject<?>> {
    @Override
    public Subject<?> convert(String name) {
      return Subject.all()
          .find(subject -> subject.name().equals(name))
          .getOrElseThrow(() -> missing(name));
    }

    private static TypeConversionException missing(String name) {
      return new TypeConversionException(
          "found '%s', needed one of %s"
              .formatted(name, Subject.all().map(Subject::name).mkString(", ")));
    }
  }

  /** Finds the format that is spelled so, in small letters or large. */
  static final class Spelled implements ITypeConverter<Format> {
    @Override
    public Format convert(String name) {
      for (Format format : Format.values()) {
        if (format.name().equalsIgnoreCase(name)) {
          return format;
        }
      }
      throw new TypeConversionException("found '%s', needed dot, mermaid or table".formatted(name));
    }
  }
}
