namespace Kopek.Simulation.Faults;

/// <summary>Faults that are put into the simulated parts on purpose: the auditor has to find each of them.</summary>
internal enum PlantedFault
{
    None = 0,

    /// <summary>The edge takes a request that came again for a new one.</summary>
    RetransmissionDecidedAnew,

    /// <summary>The journal says "committed" before it is, and a crash loses the last batch.</summary>
    AcknowledgedBeforeDurable,

    /// <summary>What use costs is stored twice over.</summary>
    ChargedTwice,

    /// <summary>A restart forgets the orders of the journal's tail.</summary>
    OrdersForgottenByRestart,

    /// <summary>A restart forgets the answers of sessions and events that are over.</summary>
    AnswersForgottenByRestart,

    /// <summary>Checkpoints are of an earlier event than their state, so a restart applies one twice.</summary>
    CheckpointOfWrongSequence,

    /// <summary>A line that comes back from a checkpoint has a kopek less.</summary>
    CheckpointLosesKopek,

    /// <summary>The driver of orders asks the provider under a new key each time.</summary>
    PaidTwice,

    /// <summary>The driver of orders gives its steps new ids, so that a line takes one twice.</summary>
    CreditedTwice,

    /// <summary>A restart does not look for orders that are under way.</summary>
    OrdersLeftByRestart,

    /// <summary>A series of receipts leaves numbers out.</summary>
    ReceiptSkipped,

    /// <summary>A float that comes back from a checkpoint has a kopek more.</summary>
    CheckpointMakesKopek,

    /// <summary>A reload after a failed commit does not look at the orders that had changed with it.</summary>
    OrdersUntoldByReload,

    /// <summary>Who prints a batch of vouchers does not look whether it was made void meanwhile.</summary>
    PrintersNeverLookBack,

    /// <summary>A voucher that comes back from a checkpoint is on sale again, though an order has it.</summary>
    VoucherForgetsItsOrder,

    /// <summary>A voucher's taking is stored with a kopek less than it is worth.</summary>
    VoucherTakenForLess,
}
