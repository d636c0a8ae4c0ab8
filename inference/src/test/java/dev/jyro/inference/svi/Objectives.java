package dev.jyro.inference.svi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Every objective once, in each way of drawing particles that it has code of its own for. */
final class Objectives {
  private Objectives() {}

  /** By name; guides must carry gradients. */
  static Map<String, ELBO> all() {
    Map<String, ELBO> all = new LinkedHashMap<>();
    all.put("TraceELBO", TraceELBO.create());
    all.put("TraceELBO, in a loop", TraceELBO.withParticles(2));
    all.put("TraceELBO, side by side", TraceELBO.vectorized(2));
    all.put("TraceELBO, sticking the landing", TraceELBO.create().stickingTheLanding());
    all.put("TraceMeanFieldELBO", TraceMeanFieldELBO.create());
    all.put("RenyiELBO, doubly", RenyiELBO.vectorized(0, 2).doublyReparameterized());
    all.putAll(ofAnyDraws());
    return all;
  }

  /** Those for guides of any kind. */
  static Map<String, ELBO> ofAnyDraws() {
    Map<String, ELBO> all = new LinkedHashMap<>();
    all.put("TraceGraphELBO", TraceGraphELBO.create());
    all.put("TraceGraphELBO, averages", TraceGraphELBO.vectorized(2).decayingAverage(0.9));
    all.put("RenyiELBO 0", RenyiELBO.vectorized(0, 2));
    all.put("RenyiELBO 0.5", RenyiELBO.withParticles(0.5, 2));
    all.put("VIMCO", VIMCO.vectorized(2));
    all.put("ReweightedWakeSleep", ReweightedWakeSleep.vectorized(2));
    all.put("ReweightedWakeSleep, in a loop", ReweightedWakeSleep.withParticles(2));
    return all;
  }

  static Stream<String> names() {
    return all().keySet().stream();
  }
}
