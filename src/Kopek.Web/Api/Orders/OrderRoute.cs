using Kopek.Core.Lines;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.Orders;

/// <summary>One kind of change of a line over HTTP: what its body says, and which command that is.</summary>
/// <param name="Name">Its last address segment: part of what an Idempotency-Key stands for, so never renamed.</param>
/// <param name="DoneStatus">HTTP status of success.</param>
/// <param name="Command">The command, or why the body is none.</param>
internal sealed record OrderRoute(string Name, int DoneStatus, BodyMembers Allowed, BodyMembers Required, OrderCommand Command);

/// <summary>Makes a command of a body; null with a problem where it is none.</summary>
internal delegate LineCommand? OrderCommand(in CommandBody body, out Problem? problem);
