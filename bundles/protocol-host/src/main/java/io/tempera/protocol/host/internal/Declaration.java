package io.tempera.protocol.host.internal;

import io.tempera.mux.ProtocolKey;
import io.tempera.mux.StartMode;
import io.tempera.protocol.Temperature;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * What the properties of a published mini-protocol say, checked.
 *
 * @param number 2 to 32 767
 * @param temperature when it runs
 * @param responderStart when its responder starts
 * @param ingressLimit bytes that may wait for either half, at least 1
 */
record Declaration(
    int number, Temperature temperature, StartMode responderStart, int ingressLimit) {
  static final String NUMBER = "tempera.number";
  static final String TEMPERATURE = "tempera.temperature";
  static final String RESPONDER_START = "tempera.responderStart";
  static final String INGRESS_LIMIT = "tempera.ingressLimit";

  /** The lowest number that an application may use: 0 is the handshake, 1 is reserved. */
  static final int LOWEST_NUMBER = 2;

  /** The properties do not make a mini-protocol; the message is a sentence for the author. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidException(String sentence) {
      super(sentence);
    }
  }

  /**
   * Reads and checks the properties.
   *
   * @throws InvalidException when one is missing, has several values, or makes no sense
   */
  static Declaration of(Map<String, Object> properties) throws InvalidException {
    return new Declaration(
        number(properties, NUMBER, LOWEST_NUMBER, ProtocolKey.MAX_NUMBER),
        constant(properties, TEMPERATURE, Temperature.class),
        constant(properties, RESPONDER_START, StartMode.class),
        number(properties, INGRESS_LIMIT, 1, Integer.MAX_VALUE));
  }

  /** Whether the other can stand in its place on a connection that exists. */
  boolean replaceableBy(Declaration other) {
    return number == other.number && temperature == other.temperature;
  }

  private static int number(Map<String, Object> properties, String name, int least, int most)
      throws InvalidException {
    Object value = single(properties, name);
    if (!(value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte)) {
      throw new InvalidException(
          name + " must be an Integer, not " + value + " (" + value.getClass().getName() + ")");
    }
    long number = ((Number) value).longValue();
    if (number < least || number > most) {
      throw new InvalidException(
          name
              + " must be "
              + least
              + " to "
              + most
              + (name.equals(NUMBER) ? " (0 is the handshake, 1 is reserved)" : "")
              + ", not "
              + number);
    }
    return (int) number;
  }

  private static <E extends Enum<E>> E constant(
      Map<String, Object> properties, String name, Class<E> type) throws InvalidException {
    Object value = single(properties, name);
    for (E constant : type.getEnumConstants()) {
      if (constant == value || constant.name().equals(value)) {
        return constant;
      }
    }
    throw new InvalidException(
        name + " must be one of " + Arrays.toString(type.getEnumConstants()) + ", not " + value);
  }

  private static Object single(Map<String, Object> properties, String name)
      throws InvalidException {
    Object value = properties.get(name);
    if (value == null) {
      throw new InvalidException(
          "the service property "
              + name
              + " is missing; put @MiniProtocolProperties on the component's class");
    }
    if (value instanceof Collection<?> || value.getClass().isArray()) {
      throw new InvalidException(name + " must have one value, not several");
    }
    return value;
  }
}
