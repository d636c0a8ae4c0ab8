package dev.jyro.handler;

import dev.jyro.handler.Language.Seen;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One small program in one language, and what laws ask of it.
 *
 * @param <T> what the language calls a trace
 */
final class Trial<T> {
  private final Language<T> language;
  private final SmallProgram program;

  private Trial(Language<T> language, SmallProgram program) {
    this.language = language;
    this.program = program;
  }

  static <T> Trial<T> of(Language<T> language, long seed) {
    return new Trial<>(language, ProgramWriter.write(seed, language.words()));
  }

  SmallProgram source() {
    return program;
  }

  /** The program with its parameters. */
  Runnable program() {
    return program(value -> {});
  }

  /** The program with its parameters, telling the diary what it gets. */
  Runnable program(Consumer<Tensor> diary) {
    return language.given(program.in(language, diary), program.params());
  }

  /** The sites of a run. */
  List<Seen> sites(Runnable run) {
    return language.sites(language.trace(run));
  }

  /** The sites that have a density. */
  List<Seen> densities(Runnable run) {
    return sites(run).stream().filter(Seen::hasDensity).toList();
  }

  /** The names of the latent sites. */
  List<String> latents() {
    return sites(language.seed(program(), 1)).stream()
        .filter(Seen::isLatent)
        .map(Seen::name)
        .toList();
  }

  /** The values of latent sites in the run of a seed: those of an even or odd number. */
  Map<String, Tensor> draws(long seed, int parity) {
    Map<String, Tensor> draws = new LinkedHashMap<>();
    int number = 0;
    for (Seen site : sites(language.seed(program(), seed))) {
      if (site.isLatent() && number++ % 2 == parity) {
        draws.put(site.name(), site.tensor());
      }
    }
    return draws;
  }

  /** The numbers that the program gets while it runs in this way. */
  List<Double> diary(Way way) {
    List<Double> diary = new ArrayList<>();
    way.run(program(value -> Arrays.stream(value.toDoubles()).forEach(diary::add)));
    return diary;
  }

  /** A way to run a program. */
  @FunctionalInterface
  interface Way {
    void run(Runnable program);
  }

  /** The program that fails after so many values. */
  Runnable failingAfter(int values) {
    int[] left = {values};
    return program(
        value -> {
          if (left[0]-- == 0) {
            throw new BrokenDistribution.Failure();
          }
        });
  }
}
