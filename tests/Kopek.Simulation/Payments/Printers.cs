using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Vouchers;
using Kopek.Engine.Orders;
using Kopek.Simulation.Accounts;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Servers;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation.Payments;

/// <summary>
/// Batches of vouchers that are printed and made void as the API does it, one request at a time, so that the machine can die between any two of them: asked for
/// twice under one name, made void while they are printed, and again until nothing of them is on sale. Only in some of the worlds with orders, with dice of their
/// own, as for <see cref="Holders.RoamingWishes"/>.
/// </summary>
internal sealed class Printers(Agenda agenda, SimulatedClock clock, Server server, Dice dice, Tally tally)
{
    /// <summary>Chosen so that the seeds which were known then fall to worlds without it.</summary>
    private const ulong Stream = 4UL << 40;

    /// <summary>Printed at a time.</summary>
    private const int Together = 3;
    private const int MostVouchers = 10;
    private const long Hour = 3_600_000;

    private readonly List<VoucherBatchCommand.Begin> wishes = [];
    private readonly List<(AccountKey Key, string Brand, Money Value)> sold = [];
    private readonly HashSet<string> voids = [];
    private readonly HashSet<string> finishedVoids = [];

    /// <summary>Who is at work, and at what: like all of it in the machine's memory, gone when it dies.</summary>
    private readonly Dictionary<OrderId, string> working = [];
    private int life;
    private int numbers;

    /// <summary>False: a planted fault, by which who prints does not look whether the batch was made void.</summary>
    public bool LooksBack { get; init; } = true;

    public static bool AreIn(ulong seed) => PaymentWorld.IsIn(seed) && Dice.Mix(seed ^ Stream) % 2 == 0;

    public static Dice DiceOf(ulong seed) => new(Dice.Mix(seed ^ Stream));

    public void Begin() => server.Died += () =>
    {
        life++;
        working.Clear();
    };

    /// <summary>A batch, or one that was asked for before once more; sometimes made void at once, sometimes later.</summary>
    public void Print(string brand)
    {
        var isAgain = wishes.Count > 0 && dice.OneIn(4);
        var wish = isAgain
            ? dice.Pick(wishes) with { Maker = NewId() }
            : new VoucherBatchCommand.Begin(NewId(), $"printed {numbers}", brand, 1 + dice.Below(MostVouchers), Money.FromRubles(300), clock.Now + TimeSpan.FromDays(365));
        if (!isAgain)
        {
            wishes.Add(wish);
        }
        else if (dice.OneIn(3))
        {
            wish = wish with { Count = wish.Count + 1 };
        }

        Begin(wish);
        if (dice.OneIn(3))
        {
            // Asked for by two at one moment.
            Begin(wish with { Maker = NewId() });
        }

        if (dice.OneIn(2))
        {
            agenda.After(dice.Between(0, dice.OneIn(3) ? 24 * Hour : 100), () =>
            {
                finishedVoids.Remove(wish.Name);
                MakeVoid(wish.Name);
            });
        }
    }

    /// <summary>A voucher whose PIN was shown, whatever became of it; null where there is none.</summary>
    public (AccountKey Key, Money Value)? SomeVoucher(string brand)
    {
        var some = sold.FindAll(voucher => voucher.Brand == brand);
        if (some.Count == 0 || dice.OneIn(3))
        {
            return null;
        }

        var (key, _, value) = dice.Pick(some);
        return (key, value);
    }

    private static AccountKey VoucherOf(VoucherBatchCommand.Begin wish, int serial) => new(AccountKind.Voucher, NamedKey.Of($"voucher:{wish.Maker}:{serial}"));

    private OrderId NewId() => OrderKey.Of("printer", (++numbers).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private void Begin(VoucherBatchCommand.Begin wish)
    {
        working.Add(wish.Maker, wish.Name);
        Tell(VoucherBatch.KeyOf(wish.Name), wish, answer =>
        {
            if (answer.IsDone)
            {
                Print(wish, 1);
            }
            else
            {
                working.Remove(wish.Maker);
            }
        }, () => BreakOff(wish));
    }

    private void Print(VoucherBatchCommand.Begin wish, int first)
    {
        var next = Math.Min(first + Together, wish.Count + 1);
        TellAll(
            [.. Enumerable.Range(first, next - first).Select(serial => (VoucherOf(wish, serial), (VoucherCommand)new VoucherCommand.Issue(wish.Name, serial, wish.Operator, wish.Value, wish.ExpiresAt)))],
            () => LookBack(wish, next),
            () => BreakOff(wish));
    }

    private void LookBack(VoucherBatchCommand.Begin wish, int next)
    {
        // What changes nothing, to hear how the batch stands.
        Tell(VoucherBatch.KeyOf(wish.Name), wish, answer =>
        {
            if (LooksBack && answer.State is VoucherBatch { IsVoid: true })
            {
                tally.Count("printer: its batch was made void meanwhile");
                MakeVouchersVoid(wish.Name, () => End(wish, isShown: false), () => BreakOff(wish));
            }
            else if (next <= wish.Count)
            {
                Print(wish, next);
            }
            else
            {
                End(wish, isShown: true);
            }
        }, () => BreakOff(wish));
    }

    private void End(VoucherBatchCommand.Begin wish, bool isShown)
    {
        working.Remove(wish.Maker);
        if (isShown)
        {
            tally.Count("printer: showed a batch");
            Claim.Same(wish.Count, VouchersOf(wish.Name).Count(), () => $"Batch {wish.Name}, shown: vouchers");
            sold.AddRange(Enumerable.Range(1, wish.Count).Select(serial => (VoucherOf(wish, serial), wish.Operator, wish.Value)));
        }

        if (voids.Contains(wish.Name))
        {
            ClaimNothingIsOnSale(wish.Name);
        }
    }

    private void BreakOff(VoucherBatchCommand.Begin wish)
    {
        tally.Count("printer: broke off");
        working.Remove(wish.Maker);
    }

    /// <summary>Again and again until one began when nobody printed the batch any more, and came to its end.</summary>
    private void MakeVoid(string name)
    {
        var isLast = !working.ContainsValue(name);
        tally.Count(isLast ? "printer: a batch is made void" : "printer: a batch is made void while it is printed");
        Tell(VoucherBatch.KeyOf(name), new VoucherBatchCommand.MakeVoid(), answer =>
        {
            if (answer.IsDone)
            {
                MakeVouchersVoid(name, () => EndVoid(name, isLast), () => { });
            }
            else if (isLast)
            {
                finishedVoids.Add(name);
            }
        }, () => { });
        agenda.After(dice.Between(Hour / 6, 2 * Hour), () =>
        {
            if (!finishedVoids.Contains(name))
            {
                MakeVoid(name);
            }
        });
    }

    private void EndVoid(string name, bool isLast)
    {
        voids.Add(name);
        if (isLast)
        {
            finishedVoids.Add(name);
            ClaimNothingIsOnSale(name);
        }
    }

    private void ClaimNothingIsOnSale(string name) =>
        Claim.Same(0, VouchersOf(name).Count(voucher => voucher.Status == VoucherStatus.Active), () => $"Batch {name}, void and printed by nobody: vouchers on sale");

    private void MakeVouchersVoid(string name, Action then, Action broke) => TellAll(
        [.. VouchersOf(name).Where(voucher => voucher is { Status: not VoucherStatus.Void, IsVoidOnReturn: false }).Select(voucher => (voucher.Key, (VoucherCommand)new VoucherCommand.MakeVoid()))], then, broke);

    private IEnumerable<Voucher> VouchersOf(string name) => server.Engine.Views.SelectMany(view => view.Accounts).OfType<Voucher>().Where(voucher => voucher.Batch == name);

    private void TellAll(IReadOnlyList<(AccountKey Account, VoucherCommand Command)> what, Action then, Action broke)
    {
        var (left, isBroken) = (what.Count, false);
        if (left == 0)
        {
            then();
        }

        void Over()
        {
            if (--left == 0)
            {
                (isBroken ? broke : then)();
            }
        }

        foreach (var (account, command) in what)
        {
            Tell(account, command, _ => Over(), () =>
            {
                isBroken = true;
                Over();
            });
        }
    }

    private void Tell(AccountKey account, AccountCommand command, Action<AccountAnswer> then, Action broke)
    {
        var mine = life;
        void Later(long milliseconds, Action what) => agenda.After(milliseconds, () =>
        {
            if (mine == life)
            {
                what();
            }
        });
        var delivery = new AccountDelivery(account, command, answer =>
        {
            tally.Count($"printer: {command.GetType().Name} {answer.Refused}");
            Later(dice.Between(0, 5), () => then(answer));
        });
        delivery.Ended += failure =>
        {
            if (failure is not null)
            {
                Later(0, broke);
            }
        };
        if (!server.TryPost(delivery))
        {
            server.Nudge();
            Later(0, broke);
        }
    }
}
