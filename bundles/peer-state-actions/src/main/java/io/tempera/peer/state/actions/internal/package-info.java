/**
 * The peer state actions: one machine per peer, to which everything that is asked of it and
 * everything that happens to it is an event. From the pure core outwards:
 *
 * <ul>
 *   <li>the machine: {@link PeerMachine}, {@link PeerState}, {@link PeerEvent}, {@link PeerEffect},
 *       {@link Effects}, {@link TimerKind}.
 *   <li>its states, and what they make of each event: {@link Connecting}, {@link ConnectSteps},
 *       {@link AbandonedSteps}, {@link Unconnected}, {@link Live}, {@link LiveSteps}, {@link Gone},
 *       {@link GoneSteps}.
 *   <li>the transitions of a live peer: {@link Activation}, {@link Deactivations}, {@link
 *       Closings}, {@link Monitoring}, {@link Losses}, {@link Ends}, {@link Ending}, {@link Work}.
 *   <li>how its initiators are doing: {@link Results}, {@link Run}.
 *   <li>what callers are told: {@link Answer}, {@link Refusal}; who waits: {@link Callers}.
 *   <li>the shell around it: {@link PeerShell}, {@link PeerConnection}, {@link PeerTasks}, {@link
 *       PeerTimers}, {@link PeerHandle}, {@link PeerParts}, {@link SlotTranslation}.
 *   <li>the service and its door: {@link PeerActions}, {@link PeerDirectory}, {@link Policies},
 *       {@link NodeStop}, {@link PeerSettings}, {@link PeerStateActionsModule}, {@link
 *       PeerStateActionsComponent}.
 * </ul>
 */
package io.tempera.peer.state.actions.internal;
