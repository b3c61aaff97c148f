package io.tempera.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tempera.nodekit.Sdu;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A captured conversation of the reference, on one connection. */
record Captured(List<Turn> turns) {
  /**
   * One SDU of it.
   *
   * @param fromTcpInitiator who sent it on TCP
   */
  record Turn(boolean fromTcpInitiator, Sdu sdu) {}

  static Captured load(String name) throws IOException {
    try (InputStream in = Captured.class.getResourceAsStream("/captured/" + name + ".json")) {
      JsonNode connection = new ObjectMapper().readTree(in).get(0);
      List<Turn> turns = new ArrayList<>();
      for (JsonNode sdu : connection.get("sdus")) {
        turns.add(
            new Turn(
                sdu.get("tcpSender").asText().equals("I"),
                new Sdu(
                    sdu.get("protocol").asInt(),
                    sdu.get("responderBit").asInt() == 1,
                    sdu.get("payloadHex").asText())));
      }
      return new Captured(List.copyOf(turns));
    }
  }

  /** The same between programs that have no Peras, as our node. */
  Captured withoutPeras() {
    return new Captured(turns.stream().map(Captured::withoutPeras).toList());
  }

  private static Turn withoutPeras(Turn turn) {
    String payload = turn.sdu().payload();
    return turn.sdu().number() == 0 && payload.contains("10851a2d964a09")
        ? new Turn(
            turn.fromTcpInitiator(),
            new Sdu(0, turn.sdu().fromResponder(), payload.replaceAll("f5$", "f4")))
        : turn;
  }

  /** The same with an initiator that answers nobody and does not say that it shares peers. */
  Captured sharingOnlyWhereItAnswers() {
    return new Captured(turns.stream().map(Captured::sharingOnlyWhereItAnswers).toList());
  }

  private static Turn sharingOnlyWhereItAnswers(Turn turn) {
    Sdu sdu = turn.sdu();
    return sdu.number() == 0 && turn.fromTcpInitiator()
        ? new Turn(
            true,
            new Sdu(
                0, sdu.fromResponder(), sdu.payload().replaceAll("2d964a09f501", "2d964a09f500")))
        : turn;
  }

  List<Sdu> ofInitiator() {
    return turns.stream().filter(Turn::fromTcpInitiator).map(Turn::sdu).toList();
  }

  List<Sdu> ofResponder() {
    return turns.stream().filter(turn -> !turn.fromTcpInitiator()).map(Turn::sdu).toList();
  }
}
