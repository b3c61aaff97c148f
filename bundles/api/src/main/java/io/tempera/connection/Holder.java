package io.tempera.connection;

import java.time.Instant;
import java.util.Objects;

/**
 * One reason for a connection, or its entry, to be there still.
 *
 * @param kind who, or what, keeps it
 * @param since from when on, without a break; the time of day, for people
 */
public record Holder(Kind kind, Instant since) {
  /** Checks that nothing is null. */
  public Holder {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(since, "since");
  }

  /** Who, or what, keeps a connection. */
  public enum Kind {
    /** It is being dialled. */
    DIALLING("this node dials it"),
    /** Its versions are being negotiated. */
    HANDSHAKE("it is in its handshake"),
    /** We use it as initiator. */
    LOCAL_USE("this node uses it"),
    /** The remote side uses it as initiator. */
    REMOTE_USE("the remote side uses it"),
    /** The remote side may begin, until the inbound governor's idle timeout is over. */
    REMOTE_IDLE_TIME("the remote side has a while to begin"),
    /** We have let go of it; it is closed when the outbound idle timeout is over. */
    OUTBOUND_IDLE_TIME("this node has let go of it, and closes it in a moment"),
    /** It is closed, but for what is still to be sent. */
    CLOSING("what is queued is still being sent"),
    /** It is closed; its entry keeps its address from being dialled again too early. */
    TIME_WAIT("it is closed, and its address is not dialled again for a while");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** A clause, such as {@code this node uses it}. */
    public String text() {
      return text;
    }
  }
}
