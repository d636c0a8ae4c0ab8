/**
 * A network of DJL's layers that says how sure it is: every weight has a prior, by {@code
 * Handlers.lift}, and the posterior is learnt as any other.
 *
 * <pre>{@code
 * Model<Points> bayesian = Handlers.lift(plain, priors);
 * AutoNormal<Points> guide = AutoNormal.of(bayesian);
 * }</pre>
 *
 * <p>{@link dev.jyro.examples.bnn.Network} has the programs, {@link dev.jyro.examples.bnn.Points}
 * the data, {@code Training} the loop and what is asked afterwards, {@code Gallery} the pictures.
 */
@NullMarked
package dev.jyro.examples.bnn;

import org.jspecify.annotations.NullMarked;
