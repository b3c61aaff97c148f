package io.tempera.chain.sample.internal;

import io.tempera.chain.ChainFeed;
import io.tempera.runtime.TemperaRuntime;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The door of the bundle: a forge that puts made-up blocks on this node's chain. It is off unless
 * it is configured, as nobody wants its blocks on a real chain; another setting starts it anew. The
 * blocks are made by Conway's rules of form, so a format that reads these must be there ({@code
 * chain-cardano}).
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = ForgeConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ForgeConfig.class)
public final class ForgeComponent {
  private final ForgeRun run;

  /** Begins; does not wait for any block. */
  @Activate
  public ForgeComponent(
      @Reference TemperaRuntime runtime, @Reference ChainFeed feed, ForgeConfig config) {
    run = new ForgeRun(runtime, feed, ForgeSettings.of(config));
  }

  /** Ends, at the latest after {@link ForgeRun#CLOSE_LIMIT}. */
  @Deactivate
  void close() {
    run.close();
  }
}
