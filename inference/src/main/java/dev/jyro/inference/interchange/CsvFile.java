package dev.jyro.inference.interchange;

import dev.jyro.JyroException;
import dev.jyro.inference.predictive.Draws;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of {@link Draws} for spreadsheets: a line for each draw, and the columns {@code chain},
 * {@code draw}, and one for each number, {@code mu} or {@code theta[0,1]}; all counted from 0.
 *
 * <p>Numbers are written so that they come back exactly; truth values as 0 and 1; {@code NaN},
 * {@code Infinity} and {@code -Infinity} in words. What is read is float64, since a table does not
 * say what its numbers were. Sites whose values have no numbers are left out.
 *
 * <p>Writing replaces a file at once or not at all. Read are tables in RFC 4180's form and UTF-8,
 * with or without a byte order mark, with the columns of a site side by side and row by row, and
 * the lines in the order of chains and draws; besides Java's words for numbers, R's and Python's:
 * {@code Inf}, {@code inf}, {@code nan}, and {@code NA} as NaN. An empty cell is refused: nothing
 * tells a missing number from a damaged line.
 *
 * <p>One writer to a file at a time.
 *
 * @param file where it is
 */
public record CsvFile(Path file) {
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int CHAIN_AND_DRAW = 2;
  private static final CSVFormat FORM = CSVFormat.RFC4180;

  /**
   * Writes the file, in place of an older one.
   *
   * @throws FormatException if it cannot be written; if a site of one number has a name that ends
   *     in {@code [0]} or {@code [0,1]}, and would be read as a place of another site
   */
  public void write(Draws draws) {
    draws.names().forEach(name -> needNoPlace(name, draws));
    try {
      new Placed(file)
          .putFile(
              out -> {
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                write(draws, new CSVPrinter(text, FORM));
                text.flush();
              });
    } catch (IOException | IllegalArgumentException e) {
      throw FormatException.unwritable(file, e);
    }
  }

  /**
   * Reads the file; the tensors outlive every scope.
   *
   * @return each site's draws in float64
   * @throws FormatException if it cannot be read or is not as it should be, saying what is wrong
   */
  public Draws read() {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      skipByteOrderMark(text);
      return read(CSVParser.parse(text, FORM));
    } catch (NoSuchFileException e) {
      throw FormatException.missing(file, e);
    } catch (IOException | UncheckedIOException | JyroException | IllegalArgumentException e) {
      throw FormatException.unsound(file, "table of draws", e);
    }
  }

  private void needNoPlace(String name, Draws draws) {
    boolean isOneNumber = draws.chains(name).dim() == CHAIN_AND_DRAW;
    if (isOneNumber && Table.isPlace(name)) {
      throw new FormatException(
          file,
          "the site '%s' cannot be written: in a table a name that ends in [n] means a place of a site. Fix one of: rename it, as theta_0 for theta[0]; write a ZarrStore or NpzFile, which keep names."
              .formatted(name));
    }
  }

  /** Spreadsheets put it first. */
  private static void skipByteOrderMark(Reader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
  }

  private static void write(Draws draws, CSVPrinter table) throws IOException {
    List<Column> columns = Column.of(draws);
    table.print(Variable.CHAIN);
    table.print(Variable.DRAW);
    for (Column column : columns) {
      table.print(column.label());
    }
    table.println();
    for (int line = 0; line < draws.size(); line++) {
      table.print(line / draws.perChain());
      table.print(line % draws.perChain());
      for (Column column : columns) {
        table.print(column.text(line));
      }
      table.println();
    }
  }

  private static Draws read(CSVParser table) throws IOException {
    List<CSVRecord> lines = new ArrayList<>();
    table.forEach(lines::add);
    if (lines.size() < 2) {
      throw new IOException("%d lines; needed: names, and a draw".formatted(lines.size()));
    }
    return new Table(lines).draws();
  }
}
