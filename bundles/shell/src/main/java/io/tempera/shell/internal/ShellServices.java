package io.tempera.shell.internal;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ListeningAddress;
import io.tempera.inbound.InboundGovernor;
import io.tempera.peer.PeerStateActions;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.TemperaRuntime;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The door to the rest of the node: follows its parts as they come and go, so that a command is
 * always there to say which of them is not. The groups of commands are doors of their own, behind
 * this one.
 */
@Component(service = ShellServices.class, configurationPid = ShellServices.NODE_PID)
public final class ShellServices {
  /** Where the settings are that several parts of the node share. */
  static final String NODE_PID = "io.tempera.node";

  private static final String NETWORK_MAGIC = "network.magic";

  private final NodeView node = NodeView.empty();
  private final Optional<Instant> processStart = ProcessHandle.current().info().startInstant();
  private final Injector injector;
  private volatile NodeFacts facts;

  /** Knows of no part of the node yet. */
  @Activate
  public ShellServices(
      @Reference TemperaRuntime runtime,
      @Reference Histories histories,
      @Reference Vacancies vacancies,
      Map<String, Object> nodeSettings) {
    facts = facts(nodeSettings);
    injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            new ShellModule(
                node,
                runtime.clock(),
                ZoneId.systemDefault(),
                InetAddress::getByName,
                () -> facts,
                histories,
                vacancies));
  }

  /** Shows the new settings from now on. */
  @Modified
  void modified(Map<String, Object> nodeSettings) {
    facts = facts(nodeSettings);
  }

  private NodeFacts facts(Map<String, Object> nodeSettings) {
    return new NodeFacts(
        Optional.ofNullable(nodeSettings.get(NETWORK_MAGIC)).map(Object::toString), processStart);
  }

  /** The object behind a command. */
  <T> T get(Class<T> type) {
    return injector.getInstance(type);
  }

  /** The connection manager is there. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindConnections(ConnectionManager service) {
    node.connections().set(service);
  }

  /** The connection manager goes. */
  void unbindConnections(ConnectionManager service) {
    node.connections().clear(service);
  }

  /** The inbound governor is there. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindInbound(InboundGovernor service) {
    node.inbound().set(service);
  }

  /** The inbound governor goes. */
  void unbindInbound(InboundGovernor service) {
    node.inbound().clear(service);
  }

  /** The peer state actions are there. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindPeers(PeerStateActions service) {
    node.peers().set(service);
  }

  /** The peer state actions go. */
  void unbindPeers(PeerStateActions service) {
    node.peers().clear(service);
  }

  /** The protocol host is there. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindProtocols(ProtocolHost service) {
    node.protocols().set(service);
  }

  /** The protocol host goes. */
  void unbindProtocols(ProtocolHost service) {
    node.protocols().clear(service);
  }

  /** The node listens. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindListening(ListeningAddress service) {
    node.listening().set(service);
  }

  /** The node listens no more. */
  void unbindListening(ListeningAddress service) {
    node.listening().clear(service);
  }
}
