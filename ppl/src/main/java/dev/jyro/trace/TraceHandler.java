package dev.jyro.trace;

import dev.jyro.JyroException;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.effect.Subsample;
import dev.jyro.ppl.Interpreter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes down every site, as it was finally asked and answered. For one run. */
final class TraceHandler implements Handler {
  private final Map<String, Site> sites = new LinkedHashMap<>();

  /** Runs the body and gives what was written down; an error takes the table of sites with it. */
  Trace record(Runnable body) {
    try {
      Interpreter.under(this, body);
    } catch (JyroException e) {
      if (!sites.isEmpty()) {
        e.add("Sites so far:", SiteTable.of(sites.values(), nameIn(e)));
      }
      throw e;
    }
    return new Trace(sites);
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    Site site = outer.ask(effect);
    Site earlier = sites.putIfAbsent(site.name(), site);
    if (earlier != null && !isAgain(earlier, site)) {
      throw twice(earlier, site);
    }
    return site;
  }

  /** The site that an error is about, if it is about one. */
  static String nameIn(JyroException e) {
    return e instanceof SiteException named ? named.site() : "";
  }

  /** Parameters may be asked for again, and a plate be opened again on the same indices. */
  private static boolean isAgain(Site earlier, Site site) {
    if (earlier.effect() instanceof Subsample one && site.effect() instanceof Subsample other) {
      return one.size() == other.size()
          && Arrays.equals(earlier.value().toLongs(), site.value().toLongs());
    }
    return earlier.effect() instanceof Param && site.effect() instanceof Param;
  }

  private static SiteException twice(Site earlier, Site site) {
    if (earlier.effect() instanceof Subsample && site.effect() instanceof Subsample) {
      return new SiteException(
          site.name(),
          "the plate is opened again, on other indices than before. Fix one of: open it once; keep the indices of the first time and give them to Plate.of(name, size).subsample(indices); give the second plate a name of its own.");
    }
    return new SiteException(
        site.name(),
        "there are two of this name in one run, first of kind %s, now of kind %s. Needed: names of their own; in a loop put the index into the name."
            .formatted(earlier.kind(), site.kind()));
  }
}
