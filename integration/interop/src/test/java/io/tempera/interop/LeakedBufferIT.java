package io.tempera.interop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.nodekit.FelixNode;
import org.junit.jupiter.api.Test;

/** Every test that closes a node fails when the node leaked a buffer: this shows that it would. */
class LeakedBufferIT {
  @Test
  void aBufferThatNobodyReleasesFailsTheTestAtTheEndOfTheNode() throws Exception {
    FelixNode node = FelixNode.start(new FelixNode.Settings());
    makeBuffer(node, false);

    assertThatThrownBy(node::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 of the node's buffers leaked")
        .hasMessageContaining("LeakedBufferIT.makeBuffer");
  }

  @Test
  void aBufferThatIsReleasedDoesNot() throws Exception {
    FelixNode node = FelixNode.start(new FelixNode.Settings());
    makeBuffer(node, true);

    assertThatCode(node::close).doesNotThrowAnyException();
  }

  /** In the node's own Netty. */
  private static void makeBuffer(FelixNode node, boolean release) throws Exception {
    Class<?> buffers = node.bundle("io.netty.buffer").loadClass("io.netty.buffer.Unpooled");
    Object buffer = buffers.getMethod("directBuffer", int.class).invoke(null, 64);
    if (release) {
      Class<?> counted = node.bundle("io.netty.common").loadClass("io.netty.util.ReferenceCounted");
      counted.getMethod("release").invoke(buffer);
    }
  }
}
