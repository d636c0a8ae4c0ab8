package dev.jyro.examples.draw;

import dev.jyro.examples.Spelled;
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
      converter = ByFormat.class,
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

  /** Reads one of them. */
  static final class ByFormat extends Spelled<Format> {
    ByFormat() {
      super(Format.class);
    }
  }
}
