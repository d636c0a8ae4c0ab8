package dev.jyro.examples.densities;

import dev.jyro.examples.output.OutputFolder;
import dev.jyro.examples.picture.Sheet;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code densities}. */
@Command(
    name = "densities",
    description = {
      "Draws the densities of the distributions of one number.",
      "Writes a picture for each page of the gallery into --out."
    })
public final class DensitiesCommand implements Runnable {
  private static final Sheet SHEET = new Sheet(3, 0.5);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out/densities",
      description = "Folder for the pictures, made if need be. Default: out/densities.")
  private Path out = Path.of("out", "densities");

  @Override
  public void run() {
    OutputFolder folder = OutputFolder.open(out);
    for (Page page : Page.all()) {
      SHEET
          .draw(page.panels().stream().map(Panel::draw).toList())
          .writeTo(folder.file(page.file()));
    }
  }
}
