package dev.jyro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JyroExceptionTest {
  @Test
  void keepsItsCause() {
    var cause = new IllegalStateException("inner");
    assertThat(new JyroException("outer", cause)).hasMessage("outer").hasCause(cause);
  }
}
