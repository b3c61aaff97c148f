/**
 * The operator's shell:
 *
 * <ul>
 *   <li>the commands, as Gogo sees them: {@link Command}, {@link NodeCommands}, {@link
 *       PeerCommands}, {@link HistoryCommands}, {@link ProtocolCommands}, {@link Arguments}, {@link
 *       Help}, {@link CommandFailed}.
 *   <li>what they do and say: {@link PeerActions}, {@link EstablishRequest}, {@link PeerName},
 *       {@link Resolver}, {@link StatusReport}, {@link PeerReport}, {@link PeerDetail}, {@link
 *       RecentEnds}, {@link ProtocolReport}, {@link Waiting}.
 *   <li>how it is said: {@link TextTable}, {@link Human}, {@link SafeText}.
 *   <li>the node as they see it: {@link NodeView}, {@link NodeFacts}, {@link ServiceSlot}, {@link
 *       ShellServices}, {@link ShellModule}.
 *   <li>the control socket: {@link ControlSocket}, {@link ControlServer}, {@link
 *       ControlConnection}, {@link SocketFile}, {@link IdleChannel}, {@link CommandInput}, {@link
 *       CommandReader}, {@link AnswerStream}, {@link ControlSettings}, {@link ShellConfig}, {@link
 *       ControlSocketComponent}.
 *   <li>a conversation with Gogo over it: {@link ShellSession}, {@link ShellSessions}, {@link
 *       GogoSessions}.
 * </ul>
 */
package io.tempera.shell.internal;
