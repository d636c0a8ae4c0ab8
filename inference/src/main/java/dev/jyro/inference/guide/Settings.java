package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a guide is made of.
 *
 * @param model whose latent sites it draws
 * @param name what its parameters begin with
 * @param initialization where it begins
 * @param plates those of a batch that the model picks the indices of
 * @param sites which of the latent sites are its own, if not all
 */
record Settings<A>(
    Model<A> model,
    String name,
    Initialization initialization,
    Function<? super A, ? extends java.util.List<Plate>> plates,
    Option<Predicate<String>> sites) {
  static <A> Settings<A> of(Model<A> model, String name, Initialization initialization) {
    return new Settings<>(model, name, initialization, data -> java.util.List.of(), Option.none());
  }

  Settings<A> name(String other) {
    if (other.isBlank()) {
      throw new JyroException("A guide's name is empty. Needed: what its parameters begin with.");
    }
    return new Settings<>(model, other, initialization, plates, sites);
  }

  Settings<A> initialization(Initialization other) {
    return new Settings<>(model, name, other, plates, sites);
  }

  Settings<A> plates(Function<? super A, ? extends java.util.List<Plate>> other) {
    return new Settings<>(model, name, initialization, other, sites);
  }

  Settings<A> sites(Predicate<String> other) {
    return new Settings<>(model, name, initialization, plates, Option.of(other));
  }

  static Predicate<String> isOneOf(String... names) {
    Set<String> kept = HashSet.of(names).toJavaSet();
    return kept::contains;
  }

  /** Whether the site of this name is one that it draws. */
  boolean isOwn(String site) {
    return sites.forAll(own -> own.test(site));
  }

  /** For messages: that only some sites are its own, if so. */
  String only() {
    return sites.isEmpty() ? "" : " among those that are to be its own";
  }

  /** The plates of a batch. */
  List<Plate> platesOf(A data) {
    return List.ofAll(plates.apply(data));
  }
}
