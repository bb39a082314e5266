using Kopek.Books.Catalogues;
using Kopek.Books.Diagnosis;
using Kopek.Books.Tests.Catalogues;
using Kopek.Core;
using Kopek.Core.Diagnosis;

namespace Kopek.Books.Tests.Diagnosis;

public sealed class ConditionsLoaderTests : IDisposable
{
    private const string Shutdowns = "sample_data,region,from,until,note_zh,note_en,note_ru,last_verified";
    private readonly CatalogueCopy copy = new();

    public void Dispose() => copy.Dispose();

    [Fact]
    public void The_samples_are_sound_and_the_catalogue_beside_them_too()
    {
        var known = Loaded();
        Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load());
        Assert.Equal(["BRZ", "LED", "KDR", "MLK"], known.AccessPoints.Select(row => row.Operator));
        Assert.Equal(new CoolingTerms(72, 24, true, "2026-11-01"), known.Cooling);
        Assert.Equal("RU-KDA", Assert.Single(known.Shutdowns).Region);
        Assert.Equal("KDR", Assert.Single(known.Outages).Operator);
    }

    [Fact]
    public void A_file_that_is_not_there_says_that_nothing_is_known()
    {
        foreach (var file in ConditionFields.FileNames)
        {
            File.Delete(copy.PathOf(file));
        }

        Assert.Equivalent(NetworkConditions.None, Loaded());
    }

    [Fact]
    public void A_header_alone_says_that_there_is_nothing_of_the_kind()
    {
        copy.Write("shutdowns.csv", [Shutdowns]);
        Assert.Empty(Loaded().Shutdowns);
    }

    [Fact]
    public void A_row_for_everywhere_without_an_end_is_open()
    {
        copy.Write("shutdowns.csv", [Shutdowns, ",*,2026-11-26T06:00:00Z,,断网,Off,Нет,2026-11-26"]);
        var row = Assert.Single(Loaded().Shutdowns);
        Assert.Null(row.Region);
        Assert.True(row.Until.IsNever);
        Assert.Equal("2026-11-26T06:00:00Z", row.From.ToString());
    }

    [Theory]
    [InlineData("shutdowns.csv", "RU-KDA", "region", "RU-XX", "\"RU-XX\" is not in coverage_ru.csv")]
    [InlineData("shutdowns.csv", "RU-KDA", "from", "yesterday", "\"yesterday\" is no time")]
    [InlineData("shutdowns.csv", "RU-KDA", "until", "2026-08-01T00:00:00Z", "it is not after from")]
    [InlineData("shutdowns.csv", "RU-KDA", "note_en", "", "the field is empty")]
    [InlineData("shutdowns.csv", "RU-KDA", "last_verified", "1.9.2026", "\"1.9.2026\" is no date")]
    [InlineData("outages.csv", "KDR", "operator_code", "XYZ", "\"XYZ\" is not in operators.csv")]
    [InlineData("apns.csv", "KDR", "apn", "", "the field is empty")]
    [InlineData("cooling.csv", "72", "after_return", "maybe", "\"maybe\" is not one of the allowed words")]
    public void A_bad_row_is_told_by_file_line_column_and_reason(string file, string key, string column, string value, string reason)
    {
        var line = copy.Set(file, key, column, value);
        var error = Assert.Single(Assert.IsType<ConditionsLoadResult.Refused>(Load()).Errors);
        Assert.Equal((file, line, column, reason), (error.File, error.Line, error.Column, error.Reason));
    }

    [Fact]
    public void Two_cooling_periods_are_one_too_many()
    {
        copy.Write("cooling.csv", ["sample_data,silence_hours,hold_hours,after_return,last_verified", ",72,24,yes,2026-11-01", ",48,24,yes,2026-11-01"]);
        Assert.Equal(3, Assert.Single(Assert.IsType<ConditionsLoadResult.Refused>(Load()).Errors).Line);
    }

    [Fact]
    public void They_have_no_dated_versions()
    {
        copy.Write("2027-01-01/shutdowns.csv", [Shutdowns]);
        Assert.Contains(copy.Errors(), error => error.File == "2027-01-01/shutdowns.csv");
    }

    [Fact]
    public void A_running_server_sees_a_changed_file_and_keeps_what_it_has_when_that_is_wrong()
    {
        var time = new Clock();
        var faults = new List<ConditionsLoadResult.Refused>();
        var catalogue = Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load()).Catalogue;
        var watch = new ConditionsWatch(copy.Folder, () => catalogue, Loaded(), time, faults.Add);
        Assert.Single(watch.Current.Shutdowns);
        Change([Shutdowns], 1);
        Assert.Single(watch.Current.Shutdowns);
        time.Seconds += 5;
        Assert.Empty(watch.Current.Shutdowns);
        Change([Shutdowns, "no,row"], 2);
        time.Seconds += 5;
        Assert.Empty(watch.Current.Shutdowns);
        time.Seconds += 5;
        Assert.Empty(watch.Current.Shutdowns);
        Assert.Single(faults);
    }

    [Fact]
    public void A_file_that_is_put_back_from_earlier_or_taken_away_is_seen_too()
    {
        var time = new Clock();
        var catalogue = Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load()).Catalogue;
        var watch = new ConditionsWatch(copy.Folder, () => catalogue, Loaded(), time, _ => { });
        Change([Shutdowns], -5);
        time.Seconds += 5;
        Assert.Empty(watch.Current.Shutdowns);
        Assert.NotNull(watch.Current.Cooling);
        File.Delete(copy.PathOf("cooling.csv"));
        time.Seconds += 5;
        Assert.Null(watch.Current.Cooling);
    }

    private void Change(string[] lines, int hoursFromNow)
    {
        copy.Write("shutdowns.csv", lines);
        File.SetLastWriteTimeUtc(copy.PathOf("shutdowns.csv"), File.GetLastWriteTimeUtc(copy.PathOf("cooling.csv")).AddHours(hoursFromNow));
    }

    private ConditionsLoadResult Load() => ConditionsLoader.Load(copy.Folder, Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load()).Catalogue);

    private NetworkConditions Loaded() => Assert.IsType<ConditionsLoadResult.Loaded>(Load()).Conditions;

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }
        public override long TimestampFrequency => 1;
        public override long GetTimestamp() => Seconds;
    }
}
