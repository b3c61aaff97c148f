package io.tempera.chain.memory.internal;

import io.tempera.bearer.ConnectionId;
import io.tempera.chain.BlockFollower;
import io.tempera.chain.BlockReader;
import io.tempera.chain.ChainFeed;
import io.tempera.chain.ChainFollower;
import io.tempera.chain.ChainFormat;
import io.tempera.chain.ChainReader;
import io.tempera.chain.ChainSource;
import io.tempera.chain.ChainTrace.SaveFailed;
import io.tempera.chain.ChainTrace.Saved;
import io.tempera.chain.Encoded;
import io.tempera.chain.HeaderFollower;
import io.tempera.chain.Point;
import io.tempera.chain.ReadPosition;
import io.tempera.chain.Tip;
import io.tempera.chain.Verdict;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The door of the bundle: the chain as a service, its settings and its files.
 *
 * <p>Formats come and go while it runs. What only one can read that has just gone, as when its
 * bundle is updated, waits for it {@link FormatGraces#GRACE}. The file to load, see {@link
 * StartFile}, may wait for one, too.
 */
@Component(
    service = {ChainSource.class, ChainFollower.class, ChainFeed.class, MemoryChainComponent.class},
    configurationPid = MemorySettings.PID,
    immediate = true)
@Designate(ocd = MemoryChainConfig.class)
public final class MemoryChainComponent implements ChainSource, ChainFollower, ChainFeed {
  private final RankedFormats formats = new RankedFormats();
  private final FormatGraces graces;
  private final Tracer tracer;
  private final MemoryChain chain;
  private final StartFile startFile;
  private volatile MemorySettings settings;

  /** The chain, empty. */
  @Activate
  public MemoryChainComponent(
      @Reference TemperaRuntime runtime, @Reference Tracer tracer, MemoryChainConfig config) {
    this.tracer = tracer;
    this.settings = config(config);
    this.chain = new MemoryChain(runtime, () -> settings, new Formats(formats::now), tracer);
    this.startFile = new StartFile(chain, runtime, tracer);
    this.graces = new FormatGraces(runtime.timers(), this::goneForGood);
  }

  private static MemorySettings config(MemoryChainConfig config) {
    return ConfigReader.settings(config, Runtime.getRuntime().maxMemory());
  }

  /** Reads the file, before anybody sees the service. */
  @Activate
  void start() {
    startFile.start(settings.load());
  }

  @Modified
  void modified(MemoryChainConfig config) {
    settings = config(config);
    chain.settingsChanged();
  }

  /** Writes the file. */
  @Deactivate
  void stop() {
    graces.close();
    startFile.close();
    chain.close();
    settings.save().ifPresent(this::saveAtStop);
  }

  private void saveAtStop(Path path) {
    try {
      save(path);
    } catch (IOException broken) {
      tracer.trace(new SaveFailed(path.toString(), broken.toString()));
    }
  }

  /** A format is there, or another ranking of it. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "updatedFormat",
      unbind = "unbindFormat")
  void bindFormat(ChainFormat format, Map<String, Object> properties) {
    formats.put(format, properties);
    graces.came(format.name());
    startFile.load();
    chain.formatsChanged();
  }

  void updatedFormat(ChainFormat format, Map<String, Object> properties) {
    formats.put(format, properties);
  }

  /** One goes: what only it could read waits for the next one of its name. */
  void unbindFormat(ChainFormat format) {
    if (formats.remove(format)) {
      graces.expect(format.name());
    }
  }

  private void goneForGood(String name) {
    formats.gone(name);
    chain.formatsChanged();
  }

  /** How the chain is at the moment. */
  ChainStatus status() {
    return chain.status();
  }

  /** Writes the chain to a file. */
  int save(Path path) throws IOException {
    int blocks = startFile.save(path);
    tracer.trace(new Saved(path.toString(), blocks));
    return blocks;
  }

  @Override
  public Tip tip() {
    return chain.tip();
  }

  @Override
  public ChainReader reader(ReadPosition from, Runnable news) {
    return chain.reader(from, news);
  }

  @Override
  public Optional<BlockReader> blocks(Point first, Point last) {
    return chain.blocks(first, last);
  }

  @Override
  public HeaderFollower headers(ConnectionId peer, Runnable news) {
    return chain.headers(peer, news);
  }

  @Override
  public Optional<HeaderFollower> resume(ConnectionId peer, Runnable news) {
    return chain.resume(peer, news);
  }

  @Override
  public BlockFollower blocks(ConnectionId peer, Runnable news) {
    return chain.blocks(peer, news);
  }

  @Override
  public Verdict extend(Encoded block) {
    return chain.extend(block);
  }

  @Override
  public Verdict rollBack(Point point) {
    return chain.rollBack(point);
  }
}
