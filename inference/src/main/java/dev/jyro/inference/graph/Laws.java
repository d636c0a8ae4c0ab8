package dev.jyro.inference.graph;

import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Parameter;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Deterministic;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Provenance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Distributions in words, and what they were computed from. A parameter is called what the site is
 * called whose value it is; a number is written out; else its own name must do.
 */
final class Laws {
  private static final MathContext DIGITS = new MathContext(6);

  private final Provenance provenance;
  private final Map<Tensor, String> names = new HashMap<>();

  Laws(Provenance provenance) {
    this.provenance = provenance;
  }

  /** This very tensor is the value of what has this name. */
  void remember(Tensor value, String name) {
    names.put(value, name);
  }

  /** {@code Normal(mu, 1), event (3)}. */
  String of(Distribution distribution) {
    int dims = distribution.eventShape().dimension();
    boolean plain = dims == 0 || distribution.name().equals("Unit");
    return inside(distribution) + (plain ? "" : ", event " + distribution.eventShape());
  }

  private String inside(Distribution distribution) {
    if (distribution instanceof Transformed transformed) {
      return "Transformed(" + inside(transformed.base()) + ")";
    }
    return distribution.parameters().stream()
        .map(this::argument)
        .collect(Collectors.joining(", ", distribution.name() + "(", ")"));
  }

  private String argument(Parameter parameter) {
    Tensor value = parameter.value();
    if (names.containsKey(value)) {
      return names.get(value);
    }
    boolean isNumber = value.dim() == 0 && provenance.of(value).isEmpty();
    return isNumber ? number(value.item()) : unmistakable(parameter.name());
  }

  /** A site may have the name that a distribution has for its parameter. */
  private String unmistakable(String name) {
    return names.containsValue(name) ? name + "=…" : name;
  }

  /** Six digits: float32 has no more. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean isShort = Math.abs(rounded.scale()) <= 6;
    return isShort ? rounded.toPlainString() : rounded.toString();
  }

  /** The names of what the site's density, or its value if it has none, was computed from. */
  Set<String> sources(Site site) {
    Set<String> sources = new HashSet<>();
    if (site.effect() instanceof Sample sample) {
      sample.distribution().parameters().forEach(each -> add(sources, each.value()));
      sample.setting().mask().forEach(mask -> add(sources, mask));
      addDensity(sources, sample.distribution(), site.value());
    } else if (site.effect() instanceof Deterministic) {
      add(sources, site.value());
    }
    return sources;
  }

  /** Some have parameters that they do not name: the transforms of a flow, whatever users write. */
  private void addDensity(Set<String> sources, Distribution distribution, Tensor value) {
    try {
      add(sources, distribution.logProb(value));
    } catch (JyroException e) {
      // There is none, or it does not fit the data; a drawing shows the program as it is.
      add(sources, value);
    }
  }

  private void add(Set<String> sources, Tensor tensor) {
    sources.addAll(provenance.computed(tensor));
  }
}
