package io.tempera.kit;

import io.tempera.mux.Channel;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.runtime.Chance;

/** Makes a half of a conversation: gives it its session, and takes a hand-over off its hands. */
public final class TypedHalf<M> implements Half {
  private final ProtocolSpec<M> spec;
  private final MessageCodec<M> codec;
  private final Chance chance;
  private final Conversation<M> conversation;

  /**
   * A half.
   *
   * @param chance draws the time limits that are random
   */
  public TypedHalf(
      ProtocolSpec<M> spec, MessageCodec<M> codec, Chance chance, Conversation<M> conversation) {
    this.spec = spec;
    this.codec = codec;
    this.chance = chance;
    this.conversation = conversation;
  }

  @Override
  public HalfResult run(HalfContext context, Channel channel) throws Exception {
    Session<M> session = new Session<>(spec, codec, chance, context, channel);
    try {
      HalfResult.Finished finished = conversation.hold(session);
      session.checkEnded();
      return finished;
    } catch (HandOverSignal signal) {
      return session.handedOver();
    }
  }
}
