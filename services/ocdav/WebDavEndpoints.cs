using UploadProcessing.Ocdav.Administration;
using UploadProcessing.Ocdav.AppPasswords;
using UploadProcessing.Ocdav.Paths;

namespace UploadProcessing.Ocdav;

/// <summary>All addresses of ocdav, the first diagram's first.</summary>
internal static class WebDavEndpoints
{
    public static void MapWebDav(this WebApplication app)
    {
        app.UseDotSegmentRefusal();
        PutFile.Map(app);
        CreateTusUpload.Map(app);
        GetFile.Map(app);
        PropFind.Map(app);
        MkCol.Map(app);
        DeleteNode.Map(app);
        DavOptions.Map(app);
        StatusPhp.Map(app);
        JobStatus.Map(app);
        WatchSpace.Map(app);
        ListDrives.Map(app);
        AppPasswordRoutes.Map(app);
        SpaceSteps.Map(app);
    }
}
