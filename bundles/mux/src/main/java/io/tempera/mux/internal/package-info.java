/**
 * The multiplexer, from the wire inwards:
 *
 * <ul>
 *   <li>the wire: {@link SduHeader}, {@link SduReader}, {@link SduSink}.
 *   <li>bytes that arrive, to the half that they are for: {@link Demultiplexer}, {@link Half},
 *       {@link HalfTable}, {@link HalfRegistry}, {@link IngressQueue}, {@link IngressBudget}.
 *   <li>bytes that leave, in turns and batches: {@link EgressScheduler}, {@link EgressQueue},
 *       {@link BatchBuilder}, {@link Batch}.
 *   <li>before there are halves: {@link HandshakeChannel}.
 *   <li>the machine: the life of a multiplexer and of its jobs, pure: {@link MuxMachine}, {@link
 *       MuxEnding}, {@link MuxState}, {@link HalfState}, {@link HalfStates}, {@link MuxEvent},
 *       {@link MuxEffect}, {@link MuxTimer}, {@link Step}, {@link Transition}.
 *   <li>the shell around it: {@link LiveMux}, {@link MachineRunner}, {@link LoopSide}, {@link
 *       Deadline}, {@link EndNotice}, {@link Refusal}.
 *   <li>the runs of halves: {@link JobRun}, {@link JobChannel}, {@link JobContext}, {@link MuxJob}.
 *   <li>the door: {@link MuxComponent}, {@link MuxModule}, {@link MuxSettings}, {@link
 *       LiveMuxFactory}.
 * </ul>
 */
package io.tempera.mux.internal;
