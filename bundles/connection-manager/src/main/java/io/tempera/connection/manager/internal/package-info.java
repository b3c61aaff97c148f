/**
 * The connection manager, from the pure core outwards:
 *
 * <ul>
 *   <li>the machine of one entry: {@link ConnectionMachine}, {@link Entry}, {@link Event}, {@link
 *       Effect}, {@link Step}, {@link Course}, {@link States}, {@link Machine}.
 *   <li>its parts, by what is asked: {@link Acquiring}, {@link Releasing}, {@link RemoteSide},
 *       {@link Terminating}, {@link Ending}, {@link Waiters}, {@link Waiting}, {@link Judging},
 *       {@link Holders}.
 *   <li>all entries, still pure: {@link Registry}, {@link ConnectionMap}, {@link StateCounts},
 *       {@link Subject}, {@link Pruning}, {@link Room}.
 *   <li>the one place where they change: {@link Entries}, {@link EffectRunner}.
 *   <li>callers and what they are told: {@link Caller}, {@link BlockingCall}, {@link
 *       SynchronousCall}, {@link Reply}, {@link Sentences}.
 *   <li>the outside world: {@link Opening}, {@link Link}, {@link Links}, {@link
 *       ListeningAddresses}, {@link NegotiatedConnection}, {@link Owner}, {@link Observation},
 *       {@link Policies}, {@link Judgments}, {@link DefaultPrunePolicy}, {@link NodeStop}, {@link
 *       FrameworkStop}.
 *   <li>the door: {@link ConnectionManagerComponent}, {@link ConnectionManagerModule}, {@link
 *       ConnectionManagerShell}, {@link Services}, {@link Settings}, {@link SettingsReader}, {@link
 *       Values}, {@link NodeConfig}, {@link ManagerConfig}.
 * </ul>
 */
package io.tempera.connection.manager.internal;
