package dev.jyro.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.effect.Site;
import dev.jyro.trace.Trace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log densities of random models, against sums by hand and against their own replay. */
@Tag(Endurance.TAG)
final class NumbersSoakTest {
  /**
   * Of a site, relative to the sum of its terms' absolute values: both sides compute a term with
   * some hundred roundings of 1e-16, in other orders, and cancel at most two digits in doing so.
   */
  private static final double ROUNDING = 1e-12;

  @Test
  void theLogDensityIsTheSumByHand() {
    int[] models = {0};
    double worst = RandomModels.each(100, 10_000, model -> counted(models, errorOfTheSum(model)));
    Endurance.figure("numbers", "log density against the sum by hand, models", models[0]);
    Endurance.figure("numbers", "log density against the sum by hand, worst error", worst);
  }

  @Test
  void replayGivesTheSameDensity() {
    int[] models = {0};
    RandomModels.each(100, 10_000, model -> counted(models, replayed(model)));
    Endurance.figure("numbers", "replay, models", models[0]);
  }

  private static double counted(int[] models, double error) {
    models[0]++;
    return error;
  }

  private static double errorOfTheSum(RandomModel model) {
    Trace trace = RandomModels.trace(model, 1);
    Account byHand = Walk.of(model, trace);
    double worst = 0;
    for (Site site : trace.sites().filter(Site::isSample)) {
      Account.Entry entry = byHand.entry(site.name());
      double relative = entry.error(site.logProb().sum().item());
      assertThat(relative).as("%s, by hand %s", site.name(), entry).isLessThan(ROUNDING);
      worst = Math.max(worst, relative);
    }
    assertThat(byHand.total().error(trace.logDensity().item())).isLessThan(ROUNDING);
    return worst;
  }

  private static double replayed(RandomModel model) {
    Trace first = RandomModels.trace(model, 1);
    Trace again = Trace.of(Handlers.replay(RandomModels.seeded(model, 2), first), "");
    assertThat(RandomModels.densities(again)).isEqualTo(RandomModels.densities(first));
    assertThat(again.logDensity().item()).isEqualTo(first.logDensity().item());
    return 0;
  }
}
