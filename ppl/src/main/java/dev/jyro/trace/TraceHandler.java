package dev.jyro.trace;

import dev.jyro.JyroException;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Next;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Interpreter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes down every site, as it was finally asked and answered. For one run. */
final class TraceHandler implements Handler {
  private final Map<String, Site> sites = new LinkedHashMap<>();

  /** Runs the body and gives what was written down; an error takes the table of sites with it. */
  Trace record(Runnable body) {
    try {
      Interpreter.under(
          this,
          () -> {
            body.run();
            return true;
          });
    } catch (JyroException e) {
      if (!sites.isEmpty()) {
        e.add("Sites so far:", SiteTable.of(sites.values()));
      }
      throw e;
    }
    return new Trace(sites);
  }

  @Override
  public Site handle(Effect effect, Next outer) {
    Site site = outer.ask(effect);
    Site earlier = sites.putIfAbsent(site.name(), site);
    if (earlier != null && !isParamAgain(earlier, site)) {
      throw new SiteException(
          site.name(),
          "there are two of this name in one run: a %s, and now a %s. Needed: names of their own; in a loop put the index into the name."
              .formatted(earlier.kind(), site.kind()));
    }
    return site;
  }

  private static boolean isParamAgain(Site earlier, Site site) {
    return earlier.effect() instanceof Param && site.effect() instanceof Param;
  }
}
