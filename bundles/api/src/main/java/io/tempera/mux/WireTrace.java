package io.tempera.mux;

import io.tempera.bearer.ConnectionId;
import io.tempera.trace.FrequentTrace;
import io.tempera.trace.Level;

/**
 * What passes on a connection, SDU by SDU, and through the channels of its halves (network-mux
 * Network.Mux.Trace, the traces of bearers and channels, whose names are given below).
 */
public sealed interface WireTrace extends FrequentTrace {
  /** Where. */
  ConnectionId connectionId();

  /** What, after the connection. */
  String what();

  @Override
  default Level level() {
    return Level.DEBUG;
  }

  @Override
  default String text() {
    return connectionId() + " wire: " + what();
  }

  /**
   * The header of an SDU has come; some of its payload may be still to come (RecvHeaderEnd).
   *
   * @param timestamp microseconds of the remote side's clock, 0 to 4 294 967 295
   * @param number the mini-protocol
   * @param sender the remote half that sent it
   * @param length bytes of payload
   */
  record HeaderReceived(
      ConnectionId connectionId, long timestamp, int number, Direction sender, int length)
      implements WireTrace {
    @Override
    public String what() {
      return "in: " + sdu(timestamp, number, sender, length);
    }
  }

  /**
   * An SDU is handed to the bearer, with others in one batch (SendStart, which the reference says
   * only of an SDU that goes alone).
   *
   * @param timestamp microseconds of our clock, 0 to 4 294 967 295
   * @param number the mini-protocol
   * @param sender the local half that sent it
   * @param length bytes of payload
   */
  record SduSent(
      ConnectionId connectionId, long timestamp, int number, Direction sender, int length)
      implements WireTrace {
    @Override
    public String what() {
      return "out: " + sdu(timestamp, number, sender, length);
    }
  }

  /** The system has taken the batch; the next may begin (SendEnd). */
  record BatchWritten(ConnectionId connectionId) implements WireTrace {
    @Override
    public String what() {
      return "batch written";
    }
  }

  /** A half waits for bytes. Not said of bytes that are there without a wait (RecvStart). */
  record ReceiveStarted(ConnectionId connectionId, ProtocolKey key) implements WireTrace {
    @Override
    public String what() {
      return key + " waits for bytes";
    }
  }

  /** A half has taken bytes, as a rule one message (RecvEnd). */
  record ReceiveEnded(ConnectionId connectionId, ProtocolKey key, int bytes) implements WireTrace {
    @Override
    public String what() {
      return key + " took " + bytes + " bytes";
    }
  }

  /** A half wants to send a message, and may have to wait for room (SendStart of a channel). */
  record SendStarted(ConnectionId connectionId, ProtocolKey key, int bytes) implements WireTrace {
    @Override
    public String what() {
      return key + " sends " + bytes + " bytes";
    }
  }

  /** The message is queued for sending (SendEnd of a channel). */
  record SendEnded(ConnectionId connectionId, ProtocolKey key) implements WireTrace {
    @Override
    public String what() {
      return key + " sent";
    }
  }

  private static String sdu(long timestamp, int number, Direction sender, int length) {
    return new ProtocolKey(number, sender) + ", " + length + " bytes, time stamp " + timestamp;
  }
}
