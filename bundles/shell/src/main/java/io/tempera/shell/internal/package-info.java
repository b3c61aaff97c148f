/**
 * The operator's shell:
 *
 * <ul>
 *   <li>the commands, as Gogo sees them: {@link Command}, {@link NodeCommands}, {@link
 *       PeerCommands}, {@link HistoryCommands}, {@link WatchCommands}, {@link ProtocolCommands},
 *       {@link Arguments}, {@link Help}, {@link CommandFailed}.
 *   <li>what they do and say: {@link PeerActions}, {@link Advice}, {@link EstablishRequest}, {@link
 *       PeerName}, {@link Resolver}, {@link StatusReport}, {@link PeerReport}, {@link PeerDetail},
 *       {@link WhyReport}, {@link Meaning}, {@link ProtocolReport}, {@link Vacancies}, {@link
 *       Waiting}.
 *   <li>what became of connections: {@link Histories}, {@link History}, {@link Transitions}, {@link
 *       RecentEnds}.
 *   <li>changes as they happen: {@link Watches}, {@link Watch}, {@link Watched}, {@link
 *       PeerChanges}, {@link HandOverChanges}, {@link HalfChange}, {@link WatchLine}, {@link
 *       Keyboard}, {@link TerminalKeyboard}.
 *   <li>how it is said: {@link TextTable}, {@link Human}, {@link SafeText}.
 *   <li>the node as they see it: {@link NodeView}, {@link NodeFacts}, {@link ServiceSlot}, {@link
 *       ShellServices}, {@link ShellModule}.
 *   <li>the settings: {@link ShellConfig}, {@link ControlSettings}, {@link ViewSettings}.
 *   <li>the control socket: {@link ControlSocket}, {@link ControlServer}, {@link
 *       ControlConnection}, {@link SocketFile}, {@link IdleChannel}, {@link CommandInput}, {@link
 *       CommandReader}, {@link ClientInput}, {@link AnswerStream}, {@link ControlSocketComponent}.
 *   <li>a conversation with Gogo over it: {@link ShellSession}, {@link ShellSessions}, {@link
 *       GogoSessions}.
 * </ul>
 */
package io.tempera.shell.internal;
