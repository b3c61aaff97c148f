package io.tempera.chain.sync.internal;

import io.tempera.protocol.Half;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.ResumePoint;
import java.util.List;

/** An implementation whose follower forgets what was left, just before its initiator begins. */
record Forgetful(MiniProtocol protocol, FakeFollower follower) implements MiniProtocol {
  @Override
  public List<ResumePoint> resumesFrom() {
    return protocol.resumesFrom();
  }

  @Override
  public Half initiator() {
    follower.forget();
    return protocol.initiator();
  }

  @Override
  public Half responder() {
    return protocol.responder();
  }
}
