package dev.jyro.inference.optim;

import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a course of training remembers, as plain data: for checkpoints.
 *
 * <p>A course that is given the state of another, of the same settings and parameters, goes on as
 * that one would, bit for bit. Settings are not part of it: rates, and the standing of a schedule
 * that has one, are their owner's. Its tensors are copies, which later steps do not change; they
 * belong to the scope that was open when the state was taken, or to the garbage collector.
 *
 * @param optimizer the kind of optimizer, such as {@code Adam}
 * @param steps how many steps the course has gone
 * @param parameters what is remembered of each parameter that was in a step, by name
 */
public record State(String optimizer, int steps, Map<String, Remembered> parameters) {
  /**
   * Checks the number and keeps the order of the parameters.
   *
   * @throws JyroException if the number of steps is negative
   */
  public State {
    needCount(steps);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * What is remembered of one parameter.
   *
   * @param optimizer the kind of optimizer that moves it; another than the course's if parameters
   *     have optimizers of their own
   * @param steps how many steps the parameter has gone
   * @param tensors by their names, such as {@code mean} and {@code square}: of the parameter's
   *     shape and type
   */
  public record Remembered(String optimizer, long steps, Map<String, Tensor> tensors) {
    /**
     * Checks the number and keeps the order of the tensors.
     *
     * @throws JyroException if the number of steps is negative
     */
    public Remembered {
      needCount(steps);
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }
  }

  private static void needCount(long steps) {
    Hyper.need("steps of an optimizer's state", (double) steps, steps >= 0, "0 or more");
  }
}
