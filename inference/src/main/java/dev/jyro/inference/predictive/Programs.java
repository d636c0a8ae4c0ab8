package dev.jyro.inference.predictive;

import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;

/**
 * What is run for a batch of draws, and what is taken from the run.
 *
 * @param model the model
 * @param predicting the same, as it predicts: its data drawn, unless they are to be kept
 * @param source gives the latent values
 */
record Programs<A>(Model<A> model, Model<A> predicting, Source<A> source) {
  private static final String MODEL = "model";

  /** A model whose data are drawn. */
  static <A> Programs<A> of(Model<A> model, Source<A> source) {
    return new Programs<>(model, Handlers.uncondition(model), source);
  }

  Programs<A> keepingData() {
    return new Programs<>(model, model, source);
  }

  /** The values of the selected sites. */
  Map<String, Tensor> predicted(A data, Batch batch, Selection selection) {
    return selection.of(trace(predicting, data, batch), batch, source::holds);
  }

  /** The log density of each datum. */
  Map<String, Tensor> logLikelihoods(A data, Batch batch) {
    return Selection.logLikelihoods(trace(model, data, batch), batch);
  }

  /** The values of the selected latent sites, and the log weights under this name. */
  Map<String, Tensor> weighed(A data, Batch batch, Selection selection, String weights) {
    Trace proposal = source.proposal(data, batch);
    Trace joint = batch.run(Handlers.replay(batch.of(model), proposal), data, MODEL);
    Map<String, Tensor> found = selection.of(joint, batch, name -> joint.get(name).isObserved());
    found.put(weights, new LogWeight(batch).of(joint, proposal));
    return found;
  }

  private Trace trace(Model<A> of, A data, Batch batch) {
    return batch.run(source.given(batch.of(of), data, batch), data, MODEL);
  }
}
