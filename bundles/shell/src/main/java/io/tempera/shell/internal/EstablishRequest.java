package io.tempera.shell.internal;

import io.tempera.bearer.Endpoint;
import io.tempera.connection.Provenance;
import io.tempera.handshake.DiffusionMode;
import java.util.List;
import java.util.Optional;

/**
 * What the arguments of the establish command say.
 *
 * @param mode INITIATOR_ONLY with {@code --initiator-only}
 * @param provenance INBOUND with {@code --inbound}
 */
record EstablishRequest(Endpoint remote, DiffusionMode mode, Provenance provenance) {
  private static final String INITIATOR_ONLY = "--initiator-only";
  private static final String INBOUND = "--inbound";

  /**
   * Reads the arguments, options anywhere among them.
   *
   * @throws CommandFailed when they make no sense
   */
  static EstablishRequest parse(List<String> arguments) {
    DiffusionMode mode = DiffusionMode.INITIATOR_AND_RESPONDER;
    Provenance provenance = Provenance.OUTBOUND;
    Optional<String> address = Optional.empty();
    for (String argument : arguments) {
      if (argument.equals(INITIATOR_ONLY)) {
        mode = DiffusionMode.INITIATOR_ONLY;
      } else if (argument.equals(INBOUND)) {
        provenance = Provenance.INBOUND;
      } else if (argument.startsWith("-") || address.isPresent()) {
        throw Command.ESTABLISH.misused("'" + argument + "' is not understood");
      } else {
        address = Optional.of(argument);
      }
    }
    return new EstablishRequest(
        remote(address.orElseThrow(() -> Command.ESTABLISH.misused("an address is missing"))),
        mode,
        provenance);
  }

  private static Endpoint remote(String typed) {
    try {
      return Endpoint.parseRemote(typed);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailed(wrong.getMessage() + ".");
    }
  }
}
