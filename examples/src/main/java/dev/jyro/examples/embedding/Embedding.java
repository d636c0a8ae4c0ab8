package dev.jyro.examples.embedding;

import java.util.List;

/**
 * Points of the plane, one for each point embedded, in their order; their mean is the origin.
 *
 * <p>Units: none. Who is near whom means something; the distance of two clusters, their size, and
 * the directions of the axes do not.
 *
 * <p>Thread safety: immutable.
 *
 * @param x the first coordinates
 * @param y the second coordinates
 * @param divergence what the embedding loses, in nats: the divergence that t-SNE makes small, at
 *     least 0
 */
public record Embedding(List<Double> x, List<Double> y, double divergence) {
  /** Keeps copies. */
  public Embedding {
    x = List.copyOf(x);
    y = List.copyOf(y);
  }
}
