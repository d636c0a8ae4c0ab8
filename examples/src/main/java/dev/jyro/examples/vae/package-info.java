/**
 * The variational autoencoder of Pyro's tutorial, trained on MNIST: {@link
 * dev.jyro.examples.vae.Vae} has model and guide, {@code Training} the loop, {@code Gallery} the
 * pictures.
 */
@NullMarked
package dev.jyro.examples.vae;

import org.jspecify.annotations.NullMarked;
