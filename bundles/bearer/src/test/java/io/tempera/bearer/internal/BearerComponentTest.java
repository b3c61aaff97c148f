package io.tempera.bearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelOption;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.internal.RuntimeComponent;
import io.tempera.runtime.internal.TracerComponent;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BearerComponentTest {
  @Test
  void dialsListensAndTakesNewSettingsWithoutARestart() throws Exception {
    try (RuntimeComponent runtime = new RuntimeComponent()) {
      BearerComponent component =
          new BearerComponent(new Settings(1, "nio", 8, 131_072), runtime, new TracerComponent());
      try (BearerListener listener = component.listen(Loopback.anyPort())) {
        DialRequest request =
            new DialRequest(listener.localAddress(), Optional.empty(), Duration.ofSeconds(20));
        Bearer before = component.dial(request);
        listener.accept();
        component.modified(new Settings(7, "auto", 16, 4_096));
        Bearer after = component.dial(request);
        listener.accept();

        assertThat(((NettyBearer) before).channel.isActive()).isTrue();
        assertThat(((NettyBearer) after).channel.getClass())
            .isEqualTo(((NettyBearer) before).channel.getClass());
      } finally {
        component.close();
        component.close();
      }
      Loopback.awaitNoThread(runtime);
    }
  }

  @Test
  void aListenerHasTheBacklogThatIsSetWhenItIsOpened() throws Exception {
    try (RuntimeComponent runtime = new RuntimeComponent()) {
      BearerComponent component =
          new BearerComponent(new Settings(1, "auto", 8, 131_072), runtime, new TracerComponent());
      try (BearerListener before = component.listen(Loopback.anyPort())) {
        component.modified(new Settings(1, "auto", 65_535, 131_072));
        try (BearerListener after = component.listen(Loopback.anyPort())) {
          assertThat(backlog(before)).isEqualTo(8);
          assertThat(backlog(after)).isEqualTo(65_535);
        }
      } finally {
        component.close();
      }
    }
  }

  private static int backlog(BearerListener listener) {
    return ((NettyListener) listener).channel.config().getOption(ChannelOption.SO_BACKLOG);
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedWithASentence() {
    assertRefused(new Settings(-1, "auto", 8, 131_072), "threads is -1");
    assertRefused(new Settings(1, "pigeon", 8, 131_072), "transport is pigeon");
    assertRefused(
        new Settings(1, "auto", 0, 131_072),
        "listen.backlog is 0 connections; set it to 1 to 65535");
    assertRefused(new Settings(1, "auto", 65_536, 131_072), "listen.backlog is 65536 connections");
    assertRefused(new Settings(1, "auto", 8, 100), "read.buffer is 100 bytes");
  }

  private static void assertRefused(Settings settings, String sentence) {
    try (RuntimeComponent runtime = new RuntimeComponent()) {
      assertThatThrownBy(() -> new BearerComponent(settings, runtime, new TracerComponent()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(sentence);
    }
  }

  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Settings(int threads, String transport, int backlog, int readBuffer)
      implements BearerComponent.Config {
    @Override
    public int listen_backlog() {
      return backlog;
    }

    @Override
    public int read_buffer() {
      return readBuffer;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return BearerComponent.Config.class;
    }
  }
}
