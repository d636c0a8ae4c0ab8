/**
 * Parameters: where they are kept, how they answer a program, how they are saved.
 *
 * <p>A {@link dev.jyro.inference.param.ParamStore} keeps free real numbers; a {@link
 * dev.jyro.inference.param.Session} hands their values to a program, through the bijectors of their
 * constraints. A folder holds them as {@code params.safetensors}, which is read and written by
 * {@link dev.jyro.inference.param.SafeTensors}, and {@code manifest.json}:
 *
 * <pre>{@code
 * svi.params().save(Path.of("out/model"));
 *
 * ParamStore params = ParamStore.create();
 * params.load(Path.of("out/model"));
 * params.run(model, data);
 * }</pre>
 *
 * <p>{@link dev.jyro.inference.param.ParamValues} are what predictions read: the values of one
 * moment, without locks. A training saves its {@link dev.jyro.inference.param.TrainingState} beside
 * them.
 */
@NullMarked
package dev.jyro.inference.param;

import org.jspecify.annotations.NullMarked;
