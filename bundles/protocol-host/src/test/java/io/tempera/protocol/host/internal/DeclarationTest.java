package io.tempera.protocol.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.mux.StartMode;
import io.tempera.protocol.Temperature;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What service properties make a mini-protocol, and what is said about those that do not. */
class DeclarationTest {
  private static final Map<String, Object> KEEP_ALIVE =
      Map.of(
          "tempera.number",
          8,
          "tempera.temperature",
          "ESTABLISHED",
          "tempera.responderStart",
          "ON_DEMAND_ANY",
          "tempera.ingressLimit",
          1_408);

  @Test
  void thePropertiesOfTheAnnotationAreRead() throws Exception {
    assertThat(Declaration.of(KEEP_ALIVE))
        .isEqualTo(new Declaration(8, Temperature.ESTABLISHED, StartMode.ON_DEMAND_ANY, 1_408));
  }

  @Test
  void constantsAndOtherWholeNumbersWillDoToo() throws Exception {
    Map<String, Object> properties = new TreeMap<>(KEEP_ALIVE);
    properties.put("tempera.number", 32_767L);
    properties.put("tempera.temperature", Temperature.HOT);
    properties.put("tempera.responderStart", StartMode.EAGERLY);
    assertThat(Declaration.of(properties))
        .isEqualTo(new Declaration(32_767, Temperature.HOT, StartMode.EAGERLY, 1_408));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource
  void whatMakesNoSenseIsRefusedWithASentence(String name, Object value, String sentence) {
    Map<String, Object> properties = new TreeMap<>(KEEP_ALIVE);
    if (value == null) {
      properties.remove(name);
    } else {
      properties.put(name, value);
    }
    assertThatThrownBy(() -> Declaration.of(properties))
        .isInstanceOf(Declaration.InvalidException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(sentence);
  }

  static Stream<Arguments> whatMakesNoSenseIsRefusedWithASentence() {
    return Stream.of(
        Arguments.of("tempera.number", null, "is missing; put @MiniProtocolProperties"),
        Arguments.of("tempera.temperature", null, "is missing"),
        Arguments.of("tempera.responderStart", null, "is missing"),
        Arguments.of("tempera.ingressLimit", null, "is missing"),
        Arguments.of("tempera.number", 0, "0 is the handshake, 1 is reserved"),
        Arguments.of("tempera.number", 1, "2 to 32767"),
        Arguments.of("tempera.number", 32_768, "2 to 32767"),
        Arguments.of("tempera.number", -8, "not -8"),
        Arguments.of("tempera.number", 1L << 32 | 8, "not 4294967304"),
        Arguments.of("tempera.number", "8", "must be an Integer, not 8 (java.lang.String)"),
        Arguments.of("tempera.number", 8.0, "must be an Integer"),
        Arguments.of("tempera.number", List.of(8), "must have one value, not several"),
        Arguments.of("tempera.number", new int[] {8, 9}, "must have one value, not several"),
        Arguments.of(
            "tempera.temperature", "TEPID", "must be one of [ESTABLISHED, WARM, HOT], not TEPID"),
        Arguments.of("tempera.temperature", new String[] {"HOT"}, "must have one value"),
        Arguments.of("tempera.responderStart", "SOON", "must be one of [EAGERLY, ON_DEMAND"),
        Arguments.of("tempera.ingressLimit", 0, "1 to 2147483647"),
        Arguments.of("tempera.ingressLimit", 3_000_000_000L, "1 to 2147483647"));
  }
}
