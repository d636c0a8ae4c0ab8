package dev.jyro.examples.generate;

import dev.jyro.JyroException;
import dev.jyro.distribution.Distribution;
import dev.jyro.examples.vae.Vae;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An autoencoder with the parameters that a training has found.
 *
 * <p>Shapes: images are {@code (n, pixels)}, values from 0 to 1; codes {@code (n, latent)}.
 *
 * @param vae the programs
 * @param params what they were trained to
 */
record Pretrained(Vae vae, ParamStore params) {
  /**
   * Reads a checkpoint.
   *
   * @param folder that of the results of {@code vae}, or the checkpoint in it
   * @throws JyroException if there is none, or it is of another model
   */
  static Pretrained load(Path folder) {
    Path inside = folder.resolve("checkpoint");
    ParamStore params = ParamStore.create();
    try {
      params.load(Files.isDirectory(inside) ? inside : folder);
      return new Pretrained(Vae.of(params), params);
    } catch (JyroException e) {
      throw new JyroException(
          """
          --checkpoint %s: there is no trained autoencoder to generate with.
            found   %s
            needed  the folder that the example vae had as --out
          Fix: train one first: vae --out %s; or name the folder that has one."""
              .formatted(folder, e.getMessage(), folder),
          e);
    }
  }

  // region vae-generate-halves
  /** What the guide says of the codes of images: q(z|x). */
  Distribution codes(Tensor images) {
    return Trace.of(params.given(vae::guide), images).get(Vae.CODE).sample().distribution();
  }

  /** Codes decoded: the probabilities of ink. */
  Tensor decode(Tensor codes) {
    return ink(Handlers.substitute(vae::model, Map.of(Vae.CODE, codes)), codes.size(0));
  }

  /** The probabilities of ink in images that a program makes. */
  Tensor ink(Model<Tensor> program, long images) {
    Trace trace = Trace.of(params.given(program), Tensor.zeros(images, vae.pixels()));
    return trace.get(Vae.IMAGE).sample().distribution().mean();
  }
  // endregion
}
