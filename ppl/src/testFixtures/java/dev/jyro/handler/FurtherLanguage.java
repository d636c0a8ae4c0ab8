package dev.jyro.handler;

import dev.jyro.tensor.Tensor;
import java.util.Map;

/**
 * A language that has the handlers of {@link FurtherHandlerLaws} too.
 *
 * @param <T> what it calls a trace
 */
public interface FurtherLanguage<T> extends Language<T> {
  Runnable substitute(Runnable program, Map<String, Tensor> values);

  Runnable uncondition(Runnable program);

  Runnable scale(Runnable program, double factor);

  Runnable mask(Runnable program, Tensor mask);
}
