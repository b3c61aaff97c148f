package io.tempera.kit;

import io.tempera.protocol.Half;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import io.tempera.runtime.Chance;
import java.util.List;

/**
 * A mini-protocol made of a table, a codec and two conversations. Publish the subclass as a
 * component with {@code service = MiniProtocol.class}: no type of the kit belongs into a service.
 */
public abstract class KitProtocol<M> implements MiniProtocol {
  private final ProtocolSpec<M> spec;
  private final MessageCodec<M> codec;
  private final Chance chance;

  /**
   * A mini-protocol.
   *
   * @param chance the runtime's: draws the time limits that are random
   */
  protected KitProtocol(ProtocolSpec<M> spec, MessageCodec<M> codec, Chance chance) {
    this.spec = spec;
    this.codec = codec;
    this.chance = chance;
  }

  /**
   * The conversation of the half that asks; see {@link Conversation#hold}. Many may run at once:
   * what belongs to one stays in its local variables.
   */
  protected abstract HalfResult.Finished initiate(Session<M> session) throws Exception;

  /** The conversation of the half that answers; see {@link #initiate}. */
  protected abstract HalfResult.Finished respond(Session<M> session) throws Exception;

  @Override
  public List<ResumePoint> resumesFrom() {
    return spec.resumePoints();
  }

  @Override
  public final Half initiator() {
    return new TypedHalf<>(spec, codec, chance, this::initiate);
  }

  @Override
  public final Half responder() {
    return new TypedHalf<>(spec, codec, chance, this::respond);
  }
}
