package io.tempera.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TypedTest {
  private final CountDownLatch pressed = new CountDownLatch(1);
  private Pipe keys;

  @BeforeEach
  void open() throws IOException {
    keys = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    keys.sink().close();
  }

  private Typed typed() {
    return typed(false);
  }

  private Typed typed(boolean terminal) {
    return new Typed(Channels.newInputStream(keys.source()), terminal);
  }

  private void press(String text) throws IOException {
    keys.sink().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whereThereIsNoTerminalALineIsTheKeyAndTheNextOneIsALineAgain() throws Exception {
    Typed typed = typed();
    typed.key(pressed::countDown);
    press("the key\nthe line\n");
    pressed.await();
    typed.giveUp();
    assertThat(typed.line()).contains("the line");
  }

  @Test
  void whatComesAfterTheKeyWasGivenUpIsALine() throws Exception {
    Typed typed = typed();
    typed.key(pressed::countDown);
    typed.giveUp();
    press("a line\n");
    assertThat(typed.line()).contains("a line");
    assertThat(pressed.getCount()).isOne();
    typed.key(pressed::countDown);
    press("\n");
    pressed.await();
  }

  /** The input of a test is no terminal, whatever it is said to be. */
  @Test
  void whereATerminalHasNoKeysWhatIsTypedIsAWholeLine() throws Exception {
    Typed typed = typed(true);
    typed.key(pressed::countDown);
    typed.giveUp();
    press("a line\nanother\n");
    assertThat(typed.line()).contains("a line");
    assertThat(typed.line()).contains("another");
  }

  @Test
  void theEndOfTheInputIsAKeyAndTheEndOfTheLines() throws Exception {
    Typed typed = new Typed(InputStream.nullInputStream(), false);
    typed.key(pressed::countDown);
    pressed.await();
    assertThat(typed.line()).isEmpty();
  }
}
